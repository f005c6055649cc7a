import type { InvestAnswer } from '../../../sim/index.ts'
import { short, table, wrapped } from '../writing/table.ts'

type View = NonNullable<InvestAnswer['sovereignty']>
type Bounds = View['areas'][number]['indicators'][number]['position']
type Chain = NonNullable<View['spending']>['options'][number]['chains'][number]

/** Where a country stands and why, what money would move, and each chain of causes. */
export function sovereignty({ sovereignty: view }: InvestAnswer): readonly string[] {
  if (view === null) return []
  return [
    '',
    ...wrapped(`Sovereignty: ${view.sentence}`),
    '',
    ...view.areas.flatMap(areaLines),
    ...view.conditions.flatMap(({ condition, meaning, cap, source }) =>
      wrapped(`${condition}: ${meaning}; caps at ${between(cap)} (${source})`, '  '),
    ),
    ...view.frames.flatMap(({ name, position, editorial }) =>
      wrapped(`${name}: ${between(position)}. ${editorial ?? ''}`.trim(), '  '),
    ),
    ...wrapped(
      `Union assurance level ${between(view.assurance)} of 4, of the criteria that are said to be met. ${view.assurance.note}`,
      '  ',
    ),
    ...spending(view),
    ...view.notes.flatMap((note) => wrapped(note, '  ')),
  ]
}

function areaLines({ area, low, high, indicators }: View['areas'][number]): readonly string[] {
  return [
    `  ${area} ${between({ low, high })} of 100`,
    ...indicators.flatMap(({ name, value, position, full, unit }) =>
      wrapped(
        `${name}: ${between(position)}, ${value === null ? 'unknown' : between(value)} of ${short(full)} ${unit}`,
        '    ',
      ),
    ),
  ]
}

function spending({ spending: spent, frames }: View): readonly string[] {
  if (spent === null) return []
  const { amount, currency, each, years, options } = spent
  // Two digits: no bound is known better.
  const coarse = ({ low, high }: Bounds) =>
    between({ low: Number(low.toPrecision(2)), high: Number(high.toPrecision(2)) })
  const rows = options.flatMap(({ id: option, byFrame }) =>
    byFrame.map(({ frame, before, after, points, pointsEach }, index) => [
      index === 0 ? option : '',
      frames.find(({ id }) => id === frame)?.id ?? frame,
      ...[before, after, points, pointsEach].map(coarse),
    ]),
  )
  const title = `${currency} ${short(amount)}, ${String(years)} years`
  return [
    '',
    ...table([[title, 'weights', 'from', 'to', 'points', `per ${currency} ${short(each)}`], ...rows]),
    ...options.flatMap(({ id, name, chains }) => [
      `  ${id}: ${name}`,
      ...chains.flatMap((chain) => wrapped(chainWords(chain, currency), '    ')),
    ]),
  ]
}

/** 'people: CHF 30,000,000 ÷ 102,000 to 237,000 (a person-year) → 126 to 295 person-years … : people a million inhabitants +1.4 to +26'. */
function chainWords({ mechanism, money, steps, name, gain, points, held }: Chain, currency: string): string {
  const links = steps.map(({ op, name: factor, low, high, gives }) => {
    const left = `${between(gives)} ${gives.unit}`
    if (op === 'whole') return `whole ones: ${left}`
    const sign = op === 'most' ? 'at most' : op === 'divide' ? '÷' : '×'
    return `${sign} ${between({ low, high })} (${factor}) = ${left}`
  })
  const end = held === '' ? '' : `; ${held}`
  return `${mechanism}: ${currency} ${short(money)} ${links.join(' ')}. ${name}: +${between(gain)}, ${between(points)} of 100${end}.`
}

function between({ low, high }: Bounds): string {
  return low === high ? short(low) : `${short(low)} to ${short(high)}`
}
