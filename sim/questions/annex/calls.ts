import * as z from 'zod/mini'
import callTable from '../../data/proposals/calls.json' with { type: 'json' }
import type { System } from '../../catalogue/types.ts'
import { fields, text, type Frozen } from '../asking/answers.ts'
import { allDigits, said } from './said.ts'

/** Whether a call fits, the best first. */
const verdicts = [
  'fits',
  'size not published',
  'too small',
  'too large',
  'too long',
  'another machine',
] as const

/** A call and whether a request of this size, length and machine belongs to it. */
export const callAnswer = z.strictObject({
  id: text,
  name: text,
  verdict: z.enum(verdicts),
  ...fields(text, 'because cadence source'),
})
type Call = Frozen<z.infer<typeof callAnswer>>

type Wanted = {
  readonly nodeHours: number
  readonly gpuHours: number
  readonly months: number
  readonly system: System
}

/** Every known call, those that fit first. */
export function callsFor(wanted: Wanted): readonly Call[] {
  return callTable
    .map((call) => {
      const { id, name, cadence, source, read } = call
      return { id, name, ...judged(call, wanted), cadence, source: `${source} (read ${read})` }
    })
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
}

function judged(
  { unit, least, most, months, systems }: (typeof callTable)[number],
  wanted: Wanted,
): Pick<Call, 'verdict' | 'because'> {
  const hours = unit === 'node' ? wanted.nodeHours : wanted.gpuHours
  const asked = `${allDigits(hours)} ${unit}-hours asked for`
  const placed = wanted.system.status !== 'generic' && wanted.system.status !== 'user'
  if (placed && !systems.some((id) => id === wanted.system.id)) {
    const where = systems.length === 0 ? 'a machine that the catalogue does not hold' : systems.join(', ')
    return { verdict: 'another machine', because: `for ${where}` }
  }
  if (most !== null && hours > most)
    return { verdict: 'too large', because: `at most ${allDigits(most)}; ${asked}` }
  if (least !== null && hours < least)
    return { verdict: 'too small', because: `at least ${allDigits(least)}; ${asked}` }
  if (months !== null && wanted.months > months)
    return {
      verdict: 'too long',
      because: `${String(months)} months at most; the run takes ${said(wanted.months)}`,
    }
  const length = months === null ? '' : `, ${said(wanted.months)} of at most ${String(months)} months`
  return least === null
    ? { verdict: 'size not published', because: `${asked}${length}; ask for the limits` }
    : { verdict: 'fits', because: `${asked}${length}` }
}
