import modelsText from '../data/models/catalogue.jsonl?raw'
import { readModels } from './kinds.ts'

/**
 * Models whose shapes count to the parameters that their makers published, within 0.5 %. Shapes as their config.json
 * has them; the year is that of the release, null where it was not read.
 */
export const models = readModels(modelsText)
