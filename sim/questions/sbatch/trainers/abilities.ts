import { frameworks, type Framework } from '../../estimate/layout/trainer-rules.ts'
import abilities from '../../../data/trainers/abilities.csv?raw'
import families from '../../../data/trainers/families.csv?raw'
import { rowsOf } from './option-table.ts'
import type { TrainedModel } from './trained-model.ts'

/** What each trait lacks in words, and what each trainer has of it, in the order of `frameworks`. */
const table = new Map(
  rowsOf(abilities).map(([oddity = '', sentence = '', ...can]) => [oddity, { sentence, can }] as const),
)

type FamilyRow = Readonly<ReturnType<typeof familyRow>>

function familyRow(cells: readonly string[]) {
  const [, megatron, bridgeClass = '', titanModel = '', nanotronModel = '', code] = cells
  return {
    megatron: megatron === 'yes',
    bridgeClass,
    titanModel,
    nanotronModel,
    /** Its configuration class comes with the model, transformers has none. */
    remoteCode: code === 'yes',
  }
}

const rows: ReadonlyMap<string, FamilyRow> = new Map(
  rowsOf(families).map((cells) => [cells[0] ?? '', familyRow(cells)]),
)
const unknown = familyRow([])

/** What a model's family is called in each trainer. */
export function familyIn({ modelType }: Pick<TrainedModel, 'modelType'>): FamilyRow {
  return rows.get(modelType) ?? unknown
}

/** Why a trainer cannot train a model as it is, whatever the layout; empty when it can. */
export function modelReasons(
  framework: Framework,
  model: Pick<TrainedModel, 'modelType' | 'oddities'>,
): readonly string[] {
  const family = familyIn(model)
  const inTitan = framework.startsWith('torchtitan') ? family.titanModel : ''
  const at = frameworks.indexOf(framework)
  const lacking = model.oddities.filter((oddity) => !canDo(table.get(oddity)?.can[at] ?? '', inTitan))
  const reasons = lacking.map((oddity) => table.get(oddity)?.sentence ?? `it has no ${oddity}`)
  if (reasons.length > 0 || knows(framework, family)) return reasons
  return [`the family ${model.modelType} is none of those whose settings for it are known`]
}

/** A cell of the table: yes, nothing, or those of its models that can. */
function canDo(cell: string, ownModel: string): boolean {
  return cell === 'yes' || (ownModel !== '' && cell.split('|').includes(ownModel))
}

function knows(framework: Framework, family: FamilyRow): boolean {
  const inTitan = family.titanModel !== ''
  const known: Readonly<Record<Framework, boolean>> = {
    megatron: family.megatron,
    'megatron-bridge': family.bridgeClass !== '',
    torchtitan: inTitan,
    'torchtitan-main': inTitan,
    nanotron: family.nanotronModel !== '',
  }
  return known[framework]
}

/** Apertus has an activation that only its makers' fork of Megatron-LM computes. */
export function isSwiss({ activation }: TrainedModel): boolean {
  return activation === 'xielu'
}
