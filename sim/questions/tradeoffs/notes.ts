import { TERA } from '../../base/units.ts'
import { mostExact } from './medians.ts'
import { modelBeyond } from '../sbatch/trainers/within-trainer.ts'
import type { TradeoffsPlan } from './input.ts'
import { countOf } from './points.ts'

/** What a reader has to know of the answer's figures. */
export function notesOf(plan: TradeoffsPlan): readonly string[] {
  const { axes, price } = plan
  const caps = axes.powerCapsW.some((cap) => cap !== null)
  return [
    ...questionNotes(plan),
    ...(axes.tokens.length > 1 && countOf(axes) > mostExact
      ? ['One layout serves all numbers of tokens: that of the middle one.']
      : []),
    ...(caps
      ? [
          'Under a power cap the step is predicted anew with the clock that the power leaves, in the layout of the run without it; one published measurement (arXiv 2205.09646) lost 6.8 % of time where this says 8 to 10 %.',
        ]
      : []),
    ...(price === 'market'
      ? ['Every system is priced by market rents of its accelerator, so that all are on one basis.']
      : []),
    ...(plan.first.grid.water === null && !Object.hasOwn(plan.first.ranges, 'gridWaterLPerKwh')
      ? ['Water is that of cooling on site: no factor is known for the water of the electricity.']
      : []),
    ...(plan.first.powerPrice === null
      ? []
      : [
          'powerPrice changes nothing here: the price of an hour holds its electricity; estimate tells it apart.',
        ]),
    ...beyondTrainer(axes),
    'Time is that of the calendar, from the first step to the last: waits in the queue and maintenance included. Points carry the median over the futures, interpolated over the number of accelerators where there are many; the front, or a dozen of it, has its ranges.',
  ]
}

/** Models that the trainer that was named cannot train: their ways are planned as if of one that could. */
function beyondTrainer({ scenarios, gpusOf }: TradeoffsPlan['axes']): readonly string[] {
  const told = scenarios.flatMap((one) => {
    const beyond = modelBeyond({ ...one, gpus: Math.max(...gpusOf(one)) })
    return beyond === null ? [] : [`${one.model.name}: ${beyond.reason}`]
  })
  return [...new Set(told)]
}

/** Questions backwards start from one run, and lists hold many: which one it is. */
function questionNotes({ first, firstCapW, find }: TradeoffsPlan): readonly string[] {
  if (Object.values(find).every((asked) => asked === null)) return []
  const { model, tokens, system, gpus, precision } = first
  const said = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 6 })
  const cap = firstCapW === null ? '' : `, held at ${said(firstCapW)} W each`
  const cluster =
    find.smallestCluster === null
      ? ''
      : ' The smallest cluster, over every number of nodes, is one of the ways above.'
  return [
    `Questions backwards are about ${model.name} on ${said(tokens / TERA)} T tokens in ${precision} on ${said(gpus)} accelerators of ${system.name}${cap}: the first of each list, and the most accelerators.${cluster}`,
  ]
}
