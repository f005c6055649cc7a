import {
  mechanismSteps,
  sovereigntyIndicators,
  type MechanismFactor,
  type SovereigntyStrategy,
} from '../../../catalogue/sovereignty.ts'
import { HOURS_PER_DAY, HOURS_PER_YEAR } from '../../../base/units.ts'
import { own } from '../../../base/nearest.ts'
import { moved, positionOf, walk, type Bounds } from '../../../investment/sovereignty.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import type { SovereigntyAnswer } from './answer.ts'
import type { SovereigntyPlan, SovereigntySpending } from './fields.ts'
import { knownOf, weighed, type Frame } from './position.ts'

type Spent = NonNullable<SovereigntyAnswer['spending']>
type Chain = Spent['options'][number]['chains'][number]
type Step = (typeof mechanismSteps)[number]

/** What is spent, of whom, and what an hour of the programme costs. */
export type Spender = {
  readonly plan: SovereigntyPlan
  readonly spending: SovereigntySpending
  /** And what it leaves out. */
  readonly hourCost: Bounds & { readonly without: readonly string[] }
}

/** Each way to spend the money: what its chains of causes move, and the position before and after by each frame. */
export function spendingOf(spender: Spender, frames: readonly Frame[], cap: Bounds): Spent {
  const { amount, currency, years, strategies, perUsd } = spender.spending
  const each = 1e7 * 10 ** Math.round(Math.log10(perUsd ?? 1))
  return {
    amount,
    currency,
    years,
    each,
    options: strategies.map((strategy) => {
      const chains = chainsOf(strategy, spender)
      const gains = Object.fromEntries(chains.map(({ indicator, gain }) => [indicator, gain]))
      return {
        id: strategy.id,
        name: strategy.name,
        shares: strategy.shares,
        byFrame: frames.map(({ id, weights }) => {
          const change = moved(weighed(spender.plan.items, gains, weights), cap)
          const per = (points: number) => (amount === 0 ? 0 : (points * each) / amount)
          const { low, high } = change.points
          return { frame: id, ...change, pointsEach: { low: per(low), high: per(high) } }
        }),
        chains,
      }
    }),
  }
}

/** The chains of a strategy; two that move one indicator add up, so that no money works twice. */
function chainsOf({ shares }: SovereigntyStrategy, spender: Spender): readonly Chain[] {
  const names = [...new Set(mechanismSteps.map(({ mechanism }) => mechanism))]
  const chains = names.flatMap((mechanism) => {
    const steps = mechanismSteps.filter((step) => step.mechanism === mechanism)
    const money = spender.spending.amount * (own(shares, steps[0]?.purse ?? '') ?? 0)
    return money > 0 ? [chainOf(steps, money, spender)] : []
  })
  const added = chains.map((chain, index) => {
    const before = chains.slice(0, index).filter(({ indicator }) => indicator === chain.indicator)
    const plus = (end: 'low' | 'high') =>
      before.reduce((total, { gain }) => total + gain[end], chain.gain[end])
    return { ...chain, gain: { low: plus('low'), high: plus('high') } }
  })
  return added.map((chain, index) => needing(chain, { steps: added.slice(0, index), spender }))
}

function chainOf(steps: readonly Step[], money: number, spender: Spender): Chain {
  const all = steps.map((step) => factorOf(step, spender))
  const unknown = steps.findIndex(({ op }, index) => op !== 'whole' && all[index] === null)
  const factors = unknown === -1 ? all : all.slice(0, unknown)
  const passed = walk(
    { low: money, high: money },
    factors.map((by, index) => ({ op: steps[index]?.op ?? 'whole', by: by ?? nothing })),
  )
  const last = steps.at(-1)
  const indicator = sovereigntyIndicators.find(({ id }) => id === last?.moves)
  if (last === undefined || indicator === undefined)
    throw new Error(`sovereignty/mechanisms.csv: ${last?.mechanism ?? ''} moves nothing`)
  const before = knownOf(indicator, spender.plan.items)
  const gain = unknown === -1 ? (passed.at(-1) ?? nothing) : nothing
  return {
    mechanism: last.mechanism,
    money,
    steps: steps.slice(0, factors.length).map(({ op, by, gives }, index) => {
      const { name = '', low = 0, high = 0, unit = '', basis = 'judgement' } = factors[index] ?? {}
      const left = passed[index] ?? nothing
      return {
        ...{ op, factor: by, name, low, high, unit, basis, source: sourceOfFactor(factors[index] ?? null) },
        gives: { ...left, unit: gives },
      }
    }),
    indicator: indicator.id,
    name: indicator.name,
    before,
    gain,
    points: pointsOf(before, gain, indicator.full),
    held:
      unknown !== -1
        ? `${steps[unknown]?.by ?? ''} of the country is not known`
        : gain.high === 0
          ? 'not one whole: a part of it is none'
          : '',
  }
}

const nothing: Bounds = { low: 0, high: 0 }

/** The least where the country already stands high, the most where it stands low. */
function pointsOf(before: Bounds, gain: Bounds, full: number): Bounds {
  return {
    low: positionOf(before.high + gain.low, full) - positionOf(before.high, full),
    high: positionOf(before.low + gain.high, full) - positionOf(before.low, full),
  }
}

/** A chain that needs another indicator moves nothing as long as that one may be nought. */
function needing(
  chain: Chain,
  { steps, spender }: { readonly steps: readonly Chain[]; readonly spender: Spender },
): Chain {
  const needs = mechanismSteps.find((step) => step.mechanism === chain.mechanism && step.needs !== '')?.needs
  const needed = sovereigntyIndicators.find(({ id }) => id === needs)
  if (needed === undefined) return chain
  const now = knownOf(needed, spender.plan.items)
  const gain = steps.find(({ indicator }) => indicator === needed.id)?.gain ?? nothing
  const sure = now.low + gain.low > 0
  const possible = now.high + gain.high > 0
  if (sure) return chain
  const held = possible ? { low: 0, high: chain.gain.high } : nothing
  const { full = 1 } = sovereigntyIndicators.find(({ id }) => id === chain.indicator) ?? {}
  return {
    ...chain,
    gain: held,
    points: pointsOf(chain.before, held, full),
    held: `${possible ? 'perhaps nothing' : 'nothing'}: it needs ${needed.name.toLowerCase()}`,
  }
}

type Factor = Omit<MechanismFactor, 'id'>

/** What a step divides or multiplies by: a factor of the data or of the person, a size of the country, or the programme. */
function factorOf({ by }: Step, { plan, spending, hourCost }: Spender): Factor | null {
  const known = own(spending.factors, by)
  if (known !== undefined) return known
  const { population } = plan.items
  const ofCountry = by === 'million-inhabitants' ? millions(population) : own(plan.items, by)
  if (ofCountry !== undefined)
    return {
      ...{ name: by, low: ofCountry.low, high: ofCountry.high, unit: '', note: ofCountry.source },
      ...{ basis: ofCountry.basis, citations: [] },
    }
  const exact = (value: number, name: string): Factor => ({
    ...{ name, low: value, high: value, unit: '', note: '', basis: 'given', citations: [] },
  })
  if (by === 'years') return exact(spending.years, 'years')
  if (by === 'window') return exact(2, 'years of the indicator')
  if (by === 'days') return exact(HOURS_PER_YEAR / HOURS_PER_DAY, 'days a year')
  if (by !== 'hour-cost') return null
  return {
    name: 'an allocated accelerator-hour',
    low: hourCost.low,
    high: hourCost.high,
    unit: spending.currency,
    basis: 'given',
    note: `of this programme, p10 to p90 of its futures${hourCost.without.length === 0 ? '' : `, without ${hourCost.without.join(', ')}`}`,
    citations: [],
  }
}

function millions(population: SovereigntyPlan['items'][string] | undefined) {
  return population === undefined
    ? undefined
    : { ...population, low: population.low / 1e6, high: population.high / 1e6 }
}

function sourceOfFactor(factor: Factor | null): string {
  if (factor === null) return ''
  return [factor.note, ...factor.citations.map(cited)].filter((part) => part !== '').join(' · ')
}
