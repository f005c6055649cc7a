import './style.css'
import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { Announce } from '../parts/announce.tsx'
import { Loading } from '../parts/lost.tsx'
import { Explained } from '../plan/explained.tsx'
import { inputsOf } from '../plan/field-of.ts'
import { Problems } from '../parts/trouble.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { fieldValue, lasting } from '../state/state.ts'
import { useFollow } from '../state/follow.tsx'
import { Settled } from '../state/follow.tsx'
import { say, spokenAnswer } from '../language.ts'
import { Said } from '../said.tsx'
import { words as all } from '../words.ts'
import { investWords as words } from '../words/invest.ts'
import { InvestControls } from './controls.tsx'
import { CurveFigure } from './curve-figure.tsx'
import { InvestDetails } from './details.tsx'
import { busy, invest, problems, programmeFields, recompute } from './state.ts'

const isLong = lasting(busy)

/** The Invest view: the programme on the left; the cost of an hour, when owning pays, and what is behind it. */
export function InvestView() {
  useFollow(() => programmeFields.map((name) => fieldValue(name) ?? '').join('|'), recompute)
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.open}>
        <InvestControls />
      </Sheet>
      <main>
        {problems.value.length > 0 && <Problems title={all.refused} problems={problems.value} />}
        {invest.value !== null && <Answer answer={spokenAnswer(invest.value)} />}
        {invest.value === null && problems.value.length === 0 && <Loading />}
      </main>
    </div>
  )
}

function Answer({ answer }: { readonly answer: InvestAnswer }) {
  const { hourCost, currency, site, horizonY } = answer
  const hour = hourCost.perAllocatedHour
  const use = Number(answer.assumptions.find(({ id }) => id === 'utilisation')?.value ?? 0) * 100
  const goodput = hour.p50 / hourCost.perUsefulHour.p50
  const { figures: titles, notes } = words
  const mean = { p10: site.meanMw, p50: site.meanMw, p90: site.meanMw }
  const figures = [
    [titles.hour, 'money', ['hour'], hour, { before: currency, note: notes.hour(short(use)) }],
    [
      titles.useful,
      'money',
      ['hour', 'usefulHour'],
      hourCost.perUsefulHour,
      { before: currency, note: notes.useful(short(goodput)) },
    ],
    [
      titles.present,
      'money',
      ['presentCost'],
      answer.presentCost,
      { before: currency, note: notes.present(horizonY) },
    ],
    [titles.power, 'energy', ['meanMw'], mean, { unit: 'MW', note: notes.power(short(site.energyMwhPerY)) }],
  ] as const
  return (
    <div class={isLong.value ? 'answer stale' : 'answer'} aria-busy={busy}>
      <div>
        <h1>
          <Said text={answer.sentence} />
        </h1>
        <Announce sentence={say(answer.sentence)} />
        <p class="quiet">
          <Said text={answer.prices} />
        </p>
      </div>
      <section class="figures" aria-label={all.totals}>
        {figures.map(([title, kind, ids, range, said]) => (
          <Explained
            key={title}
            kind={kind}
            title={title}
            formulas={answer.formulas}
            ids={ids}
            assumptions={inputsOf(invest.value ?? answer, ids)}
            range={range}
            {...said}
          />
        ))}
      </section>
      <CurveFigure answer={answer} />
      <Settled value={answer}>{(settled) => <InvestDetails answer={settled} />}</Settled>
    </div>
  )
}
