import { evidence as asked } from '../../sim/index.ts'
import { offer } from '../worker/remote.ts'
import '../worker/rest-of-models.ts'

/** What the Evidence view may ask: the tables of measurements come with this worker, not with the first one. */
const evidence = { ledger: () => asked.answerRows() }

export type Evidence = typeof evidence

offer(evidence)
