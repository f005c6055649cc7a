import { saidAt } from '../asking/problems.ts'
import { accept, readAll, refuse, type Read } from '../../base/outcome.ts'
import { readCount, readMoney, readWhole } from '../../base/quantity.ts'
import { readTimeS } from '../estimate/reading/read-choices.ts'
import type { Label } from './answer.ts'
import { spannedBy, type Field, type AxisSpan } from './input.ts'

/** One thing that varies: what each estimate gets, and how its row tells it. */
export type Axis = {
  readonly name: Field
  readonly values: readonly unknown[]
  readonly labels: readonly Label[]
}

const mostSteps = 1_000_000

/** The values of an axis: those of its list, or those of its span. */
export function valuesOf(name: Field, said: readonly unknown[] | AxisSpan): Read<readonly unknown[]> {
  const field = `axes.${name}`
  if (!isSpan(said))
    return said.length > 0 ? accept(said) : refuse(field, 'is an empty list; give one value or more')
  const read = readAll({
    from: readEnd(name, `${field}.from`, said.from),
    to: readEnd(name, `${field}.to`, said.to),
    steps: readWhole(`${field}.steps`, said.steps, [2, mostSteps]),
  })
  if (!read.ok) return read
  const { from, to, steps } = read.value
  const scale = said.scale ?? spannedBy(name)?.scale ?? 'linear'
  if (from.currency !== to.currency)
    return refuse(`${field}.to`, `is in ${to.currency}, from is in ${from.currency}`)
  if (to.amount < from.amount)
    return refuse(`${field}.to`, `${String(said.to)} is below from, ${String(said.from)}`)
  if (scale === 'log' && from.amount <= 0) return refuse(`${field}.from`, 'has to be above 0 on a log scale')
  const amounts = spread({
    from: from.amount,
    to: to.amount,
    steps,
    scale,
    whole: spannedBy(name)?.of === 'whole',
  })
  return accept(
    from.currency === '' ? amounts : amounts.map((amount) => `${from.currency} ${String(amount)}`),
  )
}

function isSpan(said: readonly unknown[] | AxisSpan): said is AxisSpan {
  return 'from' in said
}

type End = { readonly amount: number; readonly currency: string }

/** An end of a span by the reader that the estimate has for the field. */
function readEnd(name: Field, field: string, raw: string | number): Read<End> {
  if (spannedBy(name)?.of === 'money') return readMoney(field, String(raw))
  const amount = isCount(name)
    ? readCount(field, raw)
    : typeof raw === 'number'
      ? accept(raw)
      : readTimeS(field, raw)
  return amount.ok ? accept({ amount: amount.value, currency: '' }) : amount
}

function isCount(name: Field): boolean {
  const spanned = spannedBy(name)?.of
  return spanned === 'count' || spanned === 'whole'
}

type Spread = {
  readonly from: number
  readonly to: number
  readonly steps: number
  readonly scale: 'log' | 'linear'
  readonly whole: boolean
}

/**
 * Values between two ends, both exact, equally far apart or in equal ratios, each once. On a log scale whole numbers
 * between the ends are rounded to a power of two, at most a sixteenth of them and half of the step: accelerators that
 * can be divided.
 */
function spread({ from, to, steps, scale, whole }: Spread): readonly number[] {
  const values = Array.from({ length: steps }, (_, step) => {
    if (step === 0) return from
    if (step === steps - 1) return to
    const share = step / (steps - 1)
    const exact = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share
    if (!whole) return Number(exact.toPrecision(digits))
    const apart = exact * ((to / from) ** (1 / (steps - 1)) - 1)
    const grain =
      scale === 'log' ? Math.max(1, 2 ** Math.floor(Math.log2(Math.min(exact / 16, apart / 2)))) : 1
    return Math.min(to, Math.max(from, Math.round(exact / grain) * grain))
  })
  return [...new Set(values)]
}

/** Of a value between the ends: short to read, and the same on every engine. */
const digits = 6

/** How a row tells a value: a count as a number however it was spelled, an object by its name or its place. */
export function labelOf(name: Field, value: unknown, place: number): Label {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'string') {
    const count = isCount(name) ? readCount(name, value) : null
    return count?.ok === true ? count.value : value
  }
  const own = ['name', 'id', '_name_or_path'].map((key) => saidAt(value, [key]))
  const said = own.find((word) => typeof word === 'string' && word !== '')
  return typeof said === 'string' ? said : `#${String(place + 1)}`
}
