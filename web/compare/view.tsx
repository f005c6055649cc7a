import './style.css'
import type { EstimateFigures, Range } from '../../sim/index.ts'
import { costIn } from '../more/units.tsx'
import { Announce } from '../parts/announce.tsx'
import { Files } from '../parts/files.tsx'
import { count, short, span, withUnit } from '../format.ts'
import { Way } from '../said.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { Settled, useFollow } from '../state/follow.tsx'
import { fields, known } from '../state/state.ts'
import { TableBehind } from '../parts/table.tsx'
import { words as all } from '../words.ts'
import { chartWords } from '../words/chart.ts'
import { inShort } from '../plan/headline.ts'
import { compareWords as words } from '../words/compare.ts'
import { FiguresOfRuns, type Named } from './figures.tsx'
import { Paired } from './paired.tsx'
import { readyPairs } from './pairs.ts'
import { differencesOf, type Difference } from './differences.ts'
import { mostPins, pin, pinAll, pinned, pins, recompute, runOfPreset, unpin } from './state.ts'
import { wayTo, type Pinned } from './state.ts'
import { Select } from '../parts/select.tsx'

/** The Compare view: two to four runs side by side, and why they differ. */
export function CompareView() {
  useFollow(() => pins().join('|'), recompute)
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.open}>
        <Pins />
      </Sheet>
      <main>
        <Comparison />
      </main>
    </div>
  )
}

function Pins() {
  const presets = known.value?.presets ?? []
  const isFull = pins().length >= mostPins
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <button type="button" disabled={isFull} onClick={() => pin(fields.value)}>
        {words.pin}
      </button>
      <div class="field">
        <label for="ready">{words.add}</label>
        <Select
          id="ready"
          value=""
          disabled={isFull}
          options={[['', words.addNone], ...presets.map(({ id, sentence }) => [id, sentence] as const)]}
          onChoose={(chosen) => {
            const preset = presets.find(({ id }) => id === chosen)
            if (preset !== undefined) pin(runOfPreset(preset))
          }}
        />
        {isFull && <p class="help">{words.full}</p>}
      </div>
      <ul class="pins">
        {pinned.value.map((one) => (
          <li key={one.fragment}>
            <Way {...wayTo(one.fragment)}>{nameOf(one)}</Way>
            <button
              type="button"
              class="link"
              aria-label={words.remove(nameOf(one))}
              onClick={() => unpin(one.fragment)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </form>
  )
}

function nameOf({ answer }: Pinned): string {
  if (answer === null) return words.cannot
  return words.run(answer.model.name, count(answer.system.gpus), inShort(answer.system.name))
}

function Comparison() {
  const runs = pinned.value.flatMap((one): readonly Named[] =>
    one.answer === null ? [] : [{ ...one, name: nameOf(one), answer: one.answer }],
  )
  const [first] = runs
  if (first === undefined) {
    return (
      <div class="answer">
        <h1>{words.empty}</h1>
        <p class="quiet">{words.emptyHelp}</p>
        {pins().length === 0 && <ReadyPairs />}
      </div>
    )
  }
  return (
    <div class="answer">
      <h1>{headline(runs)}</h1>
      <Announce sentence={headline(runs)} />
      <SideBySide runs={runs} />
      <Settled value={runs}>{(settled) => <Reasons runs={settled} />}</Settled>
    </div>
  )
}

function Reasons({ runs: [first, ...others] }: { readonly runs: readonly Named[] }) {
  if (first === undefined || others.length === 0) return null
  return (
    <section class="questions">
      <h2>{words.why}</h2>
      {others.map((run) => (
        <Why key={run.fragment} first={first} second={run} />
      ))}
    </section>
  )
}

/** Two ready runs at a time, so that a first visit has something to look at. */
function ReadyPairs() {
  return (
    <ul class="ready">
      {readyPairs(known.value?.presets ?? []).map(([one, other]) => (
        <li key={other.id}>
          <button type="button" onClick={() => pinAll([one, other].map(runOfPreset))}>
            {words.pair(one.sentence, other.sentence)}
          </button>
        </li>
      ))}
    </ul>
  )
}

const units = { time: 'days', hours: 'GPU-h', energy: 'MWh', carbon: 't CO₂e' }

/** The measure in which the runs lie furthest apart, in words. */
function headline(runs: readonly Named[]): string {
  const [first] = runs
  if (first === undefined) return words.empty
  if (runs.length === 1) return words.one(first.name)
  const [currency = '', another] = currenciesOf(runs)
  const comparable = measures.filter(([measure]) => measure !== 'cost' || another === undefined)
  const apart = comparable.map(([measure, of]) => {
    const sorted = [...runs].sort((a, b) => of(a.answer).p50 - of(b.answer).p50)
    const [less, more] = [sorted[0] ?? first, sorted.at(-1) ?? first]
    const [least, most] = [of(less.answer).p50, of(more.answer).p50]
    return { measure, less, more, least, most, factor: most / least }
  })
  const furthest = apart.reduce((best, one) => (one.factor > best.factor ? one : best))
  const { measure, less, more, least, most, factor } = furthest
  const kinds = (of: (answer: EstimateFigures) => unknown) =>
    new Set(runs.map(({ answer }) => of(answer))).size
  // The machine alone says which run is meant where it is all that differs.
  const isOfMachine =
    kinds(({ model, compute, system }) => [model.name, compute.tokens, system.gpus].join()) === 1 &&
    kinds(({ system }) => system.name) === runs.length
  const called = (run: Named) => (isOfMachine ? run.answer.system.name : run.name)
  if (factor < 1.005) return words.same(called(more), called(less))
  const unit = { ...units, cost: currency, time: all.days }[measure]
  return words.headline({
    more: called(more),
    less: called(less),
    factor: short(factor),
    measure: words.nouns[measure],
    most: withUnit(short(most), unit),
    least: withUnit(short(least), unit),
  })
}

const measures: readonly (readonly [name: Difference['measure'], of: (answer: EstimateFigures) => Range])[] =
  [
    ['time', ({ totals }) => totals.wallClockDays],
    ['hours', ({ totals }) => totals.gpuHours],
    ['cost', costOf],
    ['energy', ({ totals }) => totals.energyMwh],
    ['carbon', ({ totals }) => totals.carbonT],
  ]

const currenciesOf = (runs: readonly Named[]) => [
  ...new Set(runs.map(({ answer }) => costOf(answer).currency)),
]

/** A cost in the currency that was chosen for all. */
function costOf({ totals }: EstimateFigures) {
  return costIn(totals.cost)
}

/** The figures of each run under one another, the bars of a measure on one scale; behind them the same as a table. */
function SideBySide({ runs }: { readonly runs: readonly Named[] }) {
  return (
    <section class="chart side">
      <FiguresOfRuns runs={runs} />
      {currenciesOf(runs).length > 1 && <p class="quiet">{words.currencies}</p>}
      <Files
        name="petaplan-compare"
        title={headline(runs)}
        csv={() => csvRows(runs)}
        rests={() => runs.flatMap(({ whole }) => whole?.assumptions ?? [])}
      />
      <TableBehind
        title={chartWords.table}
        columns={['', ...runs.map(({ name }) => name)]}
        rows={() =>
          measures.map(([measure, of]) => [
            words.measures[measure],
            ...runs.map(({ answer }) => {
              const { p10, p50, p90 } = of(answer)
              const said = `${short(p50)} (${span(short(p10), short(p90))})`
              return measure === 'cost' ? `${costOf(answer).currency} ${said}` : said
            }),
          ])
        }
      />
    </section>
  )
}

function Why({ first, second }: { readonly first: Named; readonly second: Named }) {
  return (
    <div>
      <h3>{`${second.name} · ${words.against(first.name)}`}</h3>
      <Paired first={first.fragment} second={second.fragment} currency={first.answer.totals.cost.currency} />
      <ul class="views">
        {differencesOf(first.answer, second.answer).map(({ measure, ratio, factors }) => (
          <li key={measure}>
            {words.product(
              words.measures[measure],
              short(ratio),
              factors
                .filter(({ value }) => Math.abs(value - 1) > 0.004)
                .map(({ name, value }) => words.factor(words.factors[name], short(value)))
                .join(' × ') || '1',
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function csvRows(runs: readonly Named[]) {
  const rows = runs.flatMap(({ name, answer }) =>
    measures.map(([measure, of]) => {
      const { p10, p50, p90 } = of(answer)
      return [name, measure, measure === 'cost' ? costOf(answer).currency : units[measure], p10, p50, p90]
    }),
  )
  return [['run', 'measure', 'unit', 'p10', 'p50', 'p90'], ...rows]
}
