import flavours from '../../../../data/trainers/torchtitan-flavours.csv?raw'
import { familyIn } from '../abilities.ts'
import { rowsOf } from '../option-table.ts'
import type { TrainerRun } from '../trainer-run.ts'

const rows = rowsOf(flavours)

/** TorchTitan's flavour with the shapes of the model, and its rotary base where the config says one; null without. */
export function readyFlavour({ model }: Pick<TrainerRun, 'model'>): string | null {
  const { architecture: a, positions } = model
  const width = a.moe?.expertIntermediate ?? a.intermediate
  const shape = [
    a.layers,
    a.hidden,
    a.attention.heads,
    a.attention.kvHeads,
    width,
    a.moe?.experts ?? 0,
    a.vocab,
  ]
  const base = positions.kind === 'rotary' ? positions.base : null
  const found = rows.find(([name, , ...figures]) => {
    const own = figures.slice(0, shape.length).map(Number)
    const sameBase = base === null || Number(figures.at(-1)) === base
    return (
      name === familyIn(model).titanModel && sameBase && own.every((figure, place) => figure === shape[place])
    )
  })
  return found?.[1] ?? null
}
