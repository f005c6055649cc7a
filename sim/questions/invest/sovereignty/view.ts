import { own } from '../../../base/nearest.ts'
import { assuranceCriteria } from '../../../catalogue/sovereignty.ts'
import { moved, type Bounds } from '../../../investment/sovereignty.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { shortMoney } from '../amounts.ts'
import type { SovereigntyAnswer } from './answer.ts'
import type { SovereigntyPlan } from './fields.ts'
import { areasOf, capOf, capsIn, framesOf, weighed } from './position.ts'
import { spendingOf, type Spender } from './spending.ts'

/** Where a country stands, what holds it, and what money would move, by which causes. */
export function sovereigntyView(plan: SovereigntyPlan, hourCost: Spender['hourCost']): SovereigntyAnswer {
  const conditions = capsIn(plan.items)
  const cap = capOf(conditions)
  const frames = framesOf(plan)
  const { spending } = plan
  const answer = {
    country: plan.country,
    areas: areasOf(plan.items),
    conditions,
    frames: frames.map((frame) => ({
      ...frame,
      position: moved(weighed(plan.items, {}, frame.weights), cap).before,
    })),
    assurance: assuranceOf(plan.assurance),
    spending: spending === null ? null : spendingOf({ plan, spending, hourCost }, frames, cap),
    notes,
  }
  return { ...answer, sentence: sentenceOf(answer) }
}

const notes = [
  'Editorial, ours: which numbers tell an area, what counts as all there is to reach, equal shares within an area, the caps, and how the ready strategies share the money. Each can be changed in the input.',
  'Unknown is from nothing to all: it is not zero, and not sovereign.',
  'What is bought lasts while it is paid for: hours and services end with the money.',
]

/** Levels are cumulative: one is reached when all its criteria and those below it are met. */
function assuranceOf(said: SovereigntyPlan['assurance']): SovereigntyAnswer['assurance'] {
  const criteria = assuranceCriteria.map((one) => ({ ...one, met: own(said, one.id) ?? null }))
  const reached = (isMet: (met: boolean | null) => boolean) => {
    const missing = criteria.filter(({ met }) => !isMet(met)).map(({ level }) => level)
    return Math.min(...missing, Math.max(...criteria.map(({ level }) => level)) + 1) - 1
  }
  return {
    low: reached((met) => met === true),
    high: reached((met) => met !== false),
    criteria,
    note: `Of a cloud service for public bodies, in a proposal that is not law: ${cited(['cada-2026', 'Annex II, cumulative'])}. Outside the Union, read 'the Union' as your own jurisdiction.`,
  }
}

/** 'Switzerland stands at 31 to 60 of 100 ..., held at 60 by chips. CHF 100 M for …: from 31–60 to 37–60, +1 to +9 points.' */
function sentenceOf({ country, frames, conditions, spending }: Omit<SovereigntyAnswer, 'sentence'>): string {
  const [frame] = frames
  if (frame === undefined) throw new Error('no set of weights')
  const cap = capOf(conditions)
  const holding = conditions.filter(
    (one) => cap.low < 100 && (one.cap.high === cap.high || one.cap.low === cap.low),
  )
  const held = holding.map(({ condition, meaning }) => `${condition} (${meaning})`).join(' and ')
  const limit = held === '' ? '' : `, and cannot pass ${dash(cap)} for ${held}`
  const stands = `${country} stands at ${dash(frame.position)} of 100 with ${frame.name.toLowerCase()}${limit}.`
  if (spending === null) return stands
  const { amount, currency, each, options } = spending
  const money = (value: number) => shortMoney(currency, value)
  const ways = options.flatMap(({ name, byFrame: [first] }) =>
    first === undefined
      ? []
      : `${name}, from ${dash(first.before)} to ${dash(first.after)}, ${apart(first.points)} points, ${apart(first.pointsEach)} for each ${money(each)}`,
  )
  return `${stands} ${money(amount)} for ${ways.join('; for ')}.`
}

function dash({ low, high }: Bounds): string {
  const [from, to] = [String(Math.round(low)), String(Math.round(high))]
  return from === to ? from : `${from}–${to}`
}

function apart({ low, high }: Bounds): string {
  const digits = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 2 })
  return `${digits(low)} to ${digits(high)}`
}
