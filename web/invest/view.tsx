import './style.css'
import type { ComponentChildren } from 'preact'
import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { apartFrom } from '../more/difference.ts'
import { moneyIn } from '../more/units.tsx'
import { Announce } from '../parts/announce.tsx'
import { Loading } from '../parts/later.tsx'
import { Explained, roughly } from '../plan/explained.tsx'
import { inputsOf } from '../plan/field-of.ts'
import { Problems } from '../parts/trouble.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { fieldValue, lasting } from '../state/state.ts'
import { useFollow, Settled } from '../state/follow.tsx'
import { spokenAnswer } from '../language.ts'
import { words as all } from '../words.ts'
import { investWords as words } from '../words/invest.ts'
import { InvestControls } from './controls.tsx'
import { CurveFigure } from './curve-figure.tsx'
import { InvestDetails } from './details.tsx'
import { programmeFields } from './asked.ts'
import { busy, invest, leadOf, pinnedInvest, problems, recompute } from './state.ts'

const isLong = lasting(busy)

/** The Invest view: the programme on the left; the cost of an hour, when owning pays, and what is behind it. */
export function InvestView() {
  useFollow(() => [...programmeFields, 'baseline'].map((name) => fieldValue(name) ?? '').join('|'), recompute)
  return (
    <div class="columns">
      <Sheet label={words.controls} change={words.open}>
        <InvestControls />
      </Sheet>
      <main>
        {problems.value.length > 0 && (
          <Problems title={words.refused} alone={invest.value === null} problems={problems.value} />
        )}
        {invest.value !== null && <Answer answer={spokenAnswer(invest.value)} />}
        {invest.value === null && problems.value.length === 0 && <Loading />}
      </main>
    </div>
  )
}

/** The four figures of a programme: their formulas, range, the same of the baseline, and what is said of them. */
function figuresOf({ assumptions, hourCost, presentCost, currency, site, horizonY }: InvestAnswer) {
  const { perAllocatedHour: hour, perUsefulHour: useful } = hourCost
  const use = Number(assumptions.find(({ id }) => id === 'utilisation')?.value ?? 0) * 100
  const { figures: titles, notes } = words
  const off = assumptions.find(({ id }) => id === 'writtenOff')
  const less = off === undefined ? [] : [notes.writtenOff(`${currency} ${short(Number(off.value))}`)]
  const power = { p10: site.meanMw, p50: site.meanMw, p90: site.meanMw }
  const base = pinnedInvest.value?.currency === currency ? pinnedInvest.value : null
  const of = base?.hourCost
  const said = {
    hour: { before: currency, note: notes.hour(short(use)) },
    useful: { before: currency, note: notes.useful(short(hour.p50 / useful.p50)) },
    present: { before: currency, note: [notes.present(horizonY), ...less].join(' · ') },
    power: { unit: 'MW', note: notes.power(short(site.energyMwhPerY)) },
  }
  return [
    [titles.hour, 'money', ['hour'], hour, of?.perAllocatedHour.p50, said.hour],
    [titles.useful, 'money', ['hour', 'usefulHour'], useful, of?.perUsefulHour.p50, said.useful],
    [titles.present, 'money', ['presentCost'], presentCost, base?.presentCost.p50, said.present],
    [titles.power, 'energy', ['meanMw'], power, base?.site.meanMw, said.power],
  ] as const
}

/** Of its own, so that a step of a slider marks the figures and draws nothing else anew. */
function Mark() {
  return busy.value ? roughly : null
}
const mark = <Mark />

function Frame({ children }: { readonly children: ComponentChildren }) {
  const look = isLong.value || problems.value.length > 0 ? 'answer stale' : 'answer'
  return (
    <div class={look} aria-busy={busy.value}>
      {children}
    </div>
  )
}

function Headline({ sentence }: { readonly sentence: string }) {
  return <h1>{busy.value ? sentence.replace(/[A-Z]{3}\s\d/, '≈\u00a0$&') : sentence}</h1>
}

function Answer({ answer }: { readonly answer: InvestAnswer }) {
  const { currency, sentences } = answer
  const [cost = '', ...others] = sentences
  return (
    <Frame>
      <div>
        <Headline sentence={cost} />
        <Announce sentence={cost} />
        <p class="also">{others.join(' ')}</p>
        <p class="quiet">{answer.prices}</p>
      </div>
      <section class="figures" aria-label={all.totals}>
        {figuresOf(answer).map(([title, kind, ids, range, of, said]) => (
          <Explained
            key={title}
            kind={kind}
            title={title}
            formulas={answer.formulas}
            ids={ids}
            assumptions={inputsOf(invest.value ?? answer, ids)}
            range={range}
            apart={apartFrom(range.p50, of, (by) =>
              kind === 'money' ? moneyIn(currency, by) : `${short(by)} MW`,
            )}
            leads={leadOf}
            mark={mark}
            {...said}
          />
        ))}
      </section>
      <CurveFigure answer={answer} />
      <Settled value={answer}>{(settled) => <InvestDetails answer={settled} />}</Settled>
    </Frame>
  )
}
