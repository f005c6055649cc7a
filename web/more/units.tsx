import { currencies, type EstimateFigures, type Range } from '../../sim/index.ts'
import { exact, short } from '../format.ts'
import { ownRate } from '../hand/own-rate.ts'
import { Written } from '../parts/field.tsx'
import type { FigureProps } from '../plan/figure.tsx'
import { fields, fieldValue, lastAnswer, set } from '../state/state.ts'
import { units } from './unit-sizes.ts'
import { moreWords as words } from './words.ts'
import { Select } from '../parts/select.tsx'

type Cost = EstimateFigures['totals']['cost']

const { exchangeRates: rates } = currencies

const chosen = (): readonly string[] => (fields.value['shownIn'] ?? '').split(' ')

/** The unit of a kind that was chosen, the first one otherwise, and its size. */
function unitOf(kind: keyof typeof units): readonly [unit: string, size: number] {
  const all = Object.entries(units[kind])
  return all.find(([unit]) => chosen().includes(unit)) ?? all[0] ?? ['', 1]
}

export function memoryIn(bytes: number): string {
  const [unit, size] = unitOf('memory')
  return `${short(bytes / size)} ${unit}`
}

const times = ({ p10, p50, p90 }: Range, by: number): Range => ({
  p10: p10 * by,
  p50: p50 * by,
  p90: p90 * by,
})

/** A rate of a person's own, which serves both ways; null where none is given between the two. */
function givenRate(from: string, to: string): number | null {
  const { rate, wrong } = ownRate(fieldValue('ownRate') ?? '') ?? {}
  return rate === undefined || wrong !== null
    ? null
    : currencies.rateBetween(from, { currency: to, exchanges: [rate] })
}

/** From the currency of a price to the one that was chosen; null where it stays as priced, or no rate is known. */
function exchange(from: string) {
  const to = rates.find(({ currency }) => chosen().includes(currency))
  const own = rates.find(({ currency }) => currency === from)
  if (to === undefined || own === undefined || to === own) return null
  const given = givenRate(from, to.currency)
  const rate = given ?? to.perUsd / own.perUsd
  const date = [to.date, own.date].sort().at(-1) ?? ''
  const said = { from, rate: exact(rate), to: to.currency, date }
  return { rate, to: to.currency, said: given === null ? words.rate(said) : words.rateGiven(said) }
}

export function moneyIn(currency: string, amount: number): string {
  const found = exchange(currency)
  return `${found?.to ?? currency} ${short(amount * (found?.rate ?? 1))}`
}

export function costIn(cost: Cost): Cost {
  const found = exchange(cost.currency)
  return found === null ? cost : { ...cost, ...times(cost, found.rate), currency: found.to }
}

/** A figure in the units that were chosen: its value stays the same. */
export function shownAs(figure: FigureProps, of: EstimateFigures | null = lastAnswer.value): FigureProps {
  const { kind, range } = figure
  if (kind === 'money') return moneyAs(figure, of)
  const [unit, size] = kind === 'carbon' || figure.unit === 'MW' ? ['', 1] : unitOf(kind)
  if (size === 1) return figure
  return { ...figure, range: times(range, size), unit: kind === 'time' ? words.shown.h : unit }
}

function moneyAs(figure: FigureProps, of: EstimateFigures | null): FigureProps {
  const { before = '', note = '', range } = figure
  const found = exchange(before)
  // The run's own figure says its hours first; those of other views have another note, or none.
  const [hours = '', ...basis] = note.split(' · ')
  const work = basis.length === 0 ? null : workSaid(of)
  const said = [work ?? hours, ...basis, found?.said ?? ''].filter((part) => part !== '')
  const inUnits = said.length === 0 ? figure : { ...figure, note: said.join(' · ') }
  return found === null ? inUnits : { ...inUnits, range: times(range, found.rate), before: found.to }
}

/** The accelerator-hours in another unit; null where they stay as they are. */
function workSaid(of: EstimateFigures | null): string | null {
  const [unit] = unitOf('work')
  if (of === null || unit === 'GPU-h') return null
  const { totals, system, compute } = of
  if (unit === 'EFLOP') return words.exaflop(short(compute.trainingFlops / 1e18))
  const nodes = system.nodes / system.gpus
  return words.nodeHours(short(totals.gpuHours.p50 * nodes), short(totals.netGpuHours.p50 * nodes))
}

/** Chooses units; what is usual needs no word in the link. */
export function UnitChoices() {
  const money = ['', ...rates.map(({ currency }) => currency)]
  const all = Object.entries(words.kinds).map(([kind, label]) => ({
    label,
    names: Object.entries(units).find(([one]) => one === kind)?.[1] ?? {},
  }))
  const rate = fieldValue('ownRate') ?? ''
  const given = ownRate(rate)
  const wrong = rate === '' || given !== null ? (given?.wrong ?? null) : words.noRate(rate.slice(0, 40))
  return (
    <>
      <p class="unit-choices">
        {all.map(({ label, names }) => (
          <Choice
            key={label}
            label={label}
            names={label === words.kinds.money ? money : Object.keys(names)}
          />
        ))}
      </p>
      <Written
        id="ownRate"
        label={words.ownRate}
        help={words.ownRateHelp}
        hint="1 USD = 0.80 CHF"
        wrong={wrong === null ? null : { field: 'ownRate', message: wrong }}
      />
    </>
  )
}

function Choice({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  const usual = names[0] ?? ''
  const choose = (value: string) => {
    const kept = chosen().filter((one) => one !== '' && !names.includes(one))
    set('shownIn', [...kept, ...(value === usual ? [] : [value])].join(' '), 'push')
  }
  const said = (name: string) => Object.entries(words.shown).find(([one]) => one === name)?.[1] ?? name
  return (
    <label>
      {label}{' '}
      <Select
        value={names.find((name) => name !== '' && chosen().includes(name)) ?? usual}
        options={names.map((name) => [name, said(name)])}
        onChoose={choose}
      />
    </label>
  )
}
