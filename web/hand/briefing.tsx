import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { EstimateAnswer, Range } from '../../sim/index.ts'
import { count, short, shortOrPower } from '../format.ts'
import { say, spokenAnswer } from '../language.ts'
import { Loading } from '../parts/later.tsx'
import { Table } from '../parts/table.tsx'
import { headline } from '../plan/headline.ts'
import { useReasons } from '../plan/use-reasons.ts'
import { valueOf } from '../plan/why.tsx'
import { addressOf, fields, lastAnswer, view } from '../state/state.ts'
import { queueWords } from '../queue/words/words.ts'
import { reasonWords } from '../words/reasons.ts'
import './briefing.css'
import { sightIsOf, sightOf, type Sight } from './sight.ts'
import { handWords as words } from './words.ts'

type BriefingProps = { readonly sight: Sight; readonly onClose: () => void }

export async function briefingOf(onClose: () => void): Promise<VNode> {
  return <Briefing sight={await sightOf()} onClose={onClose} />
}

/** Two pages to hand to somebody who decides: the answer, how sure, what would change it, what it rests on. */
function Briefing({ sight, onClose }: BriefingProps) {
  const reasons = useReasons()
  const figures = lastAnswer.value
  useEffect(() => {
    scrollTo(0, 0)
  }, [])
  const now = sightIsOf()
  useEffect(() => {
    if (sight?.of.some((one, at) => one !== now[at]) === true) onClose()
  }, now)
  if (reasons === null || figures === null) return <Loading />
  const answer = spokenAnswer(reasons)
  const { queueOptions = '' } = fields.value
  const isOfRun = sight === null || view.value === 'plan'
  const link = new URL(addressOf(view.value), location.href).href
  return (
    <main class="briefing">
      <p class="ask">
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>{' '}
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </p>
      <Question {...answer} />
      <h1>{sight?.headline ?? headline(figures)}</h1>
      {sight !== null && <Seen {...sight} />}
      {!isOfRun && <h2>{words.run}</h2>}
      {!isOfRun && <p>{headline(figures)}</p>}
      <Totals totals={answer.totals} />
      <h2>{words.drivers}</h2>
      <ul>
        {(answer.uncertainty.tornado['gpuHours'] ?? [])
          .slice(0, isOfRun ? 4 : 3)
          .map(({ id, name, atLow, atHigh }) => (
            <li key={id}>
              {words.driver(name, short(Math.min(atLow, atHigh)), short(Math.max(atLow, atHigh)))}
            </li>
          ))}
      </ul>
      {isOfRun && <Others answer={answer} />}
      <h2>{words.notIncluded}</h2>
      <p>{answer.notIncluded.join('. ')}.</p>
      <h2 class="overleaf">{words.assumptions}</h2>
      <Assumptions assumptions={sight?.assumptions ?? answer.assumptions} />
      {queueOptions !== '' && <p>{words.says(queueWords.own.ofQueue, queueOptions)}</p>}
      <p class="made">
        {words.made(answer.version, new Date().toISOString().slice(0, 10))}{' '}
        {words.fingerprint(answer.fingerprint)} {words.ask}{' '}
        <a href={link}>{link.length > longestLink ? `${link.slice(0, longestLink)}…` : link}</a>
      </p>
    </main>
  )
}

const longestLink = 200

function Question({ model, compute, system }: EstimateAnswer) {
  const [tokens, gpus] = [short(compute.tokens), count(system.gpus)]
  return <p>{words.question({ model: model.name, tokens, gpus, system: system.name })}</p>
}

/** The page allows no style in its text: words get theirs one by one. */
function styled(drawn: HTMLElement | null) {
  for (const one of drawn?.querySelectorAll('text') ?? []) one.style.font = one.dataset['font'] ?? ''
}

/** What the view showed; of the run itself the totals follow. */
function Seen({ figures, headline: said, title, drawing }: NonNullable<Sight>) {
  return (
    <>
      {view.value !== 'plan' && figures.length > 0 && (
        <Table columns={words.totals.slice(0, 3)} rows={figures} />
      )}
      <figure>
        <figcaption>{title}</figcaption>
        <div role="img" aria-label={said} ref={styled} dangerouslySetInnerHTML={{ __html: drawing }} />
      </figure>
    </>
  )
}

/** The run's money counted otherwise, and what others published of it. */
function Others({ answer: { costViews, comparisons } }: { readonly answer: EstimateAnswer }) {
  return (
    <>
      <h2>{words.otherWays}</h2>
      <ul>
        {costViews.map(({ id, name, currency, amount, date }) => (
          <li key={id}>{words.says(`${currency} ${short(amount)}`, `${name}${date && `, ${date}`}`)}</li>
        ))}
      </ul>
      {comparisons.length > 0 && <h2>{words.published}</h2>}
      <ul>
        {comparisons.slice(0, 3).map(({ figure, published, ours, unit }) => (
          <li key={figure}>
            {words.says(figure, words.beside(shortOrPower(published), unit, shortOrPower(ours)))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Totals({ totals }: { readonly totals: EstimateAnswer['totals'] }) {
  const row = (name: string, { p10, p50, p90 }: Range, unit: string) => [
    name,
    short(p50),
    `${short(p10)} – ${short(p90)}`,
    unit,
  ]
  const rows = [
    row(words.rows.wallClockDays, totals.wallClockDays, words.days),
    row(words.rows.calendarDays, totals.calendarDays, words.days),
    row(words.rows.gpuHours, totals.gpuHours, words.hours),
    row(words.rows.cost, totals.cost, `${totals.cost.currency}, ${say(totals.cost.basis)}`),
    row(words.rows.energyMwh, totals.energyMwh, 'MWh'),
    row(words.rows.carbonT, totals.carbonT, 't CO₂e'),
  ]
  return <Table columns={words.totals} rows={rows} />
}

function Assumptions({ assumptions }: Pick<EstimateAnswer, 'assumptions'>) {
  return (
    <ul class="rests">
      {assumptions.map((one) => (
        <li key={one.id}>
          {words.says(one.name, valueOf(one))} – {grounds(reasonWords.basis[one.basis], one.source)}
        </li>
      ))}
    </ul>
  )
}

const longestSource = 300

/** What sort of value it is, said once, the reason and at least one source, whole; how many more there are. */
function grounds(basis: string, text: string): string {
  const parts = text.split(' · ')
  let length = 0
  const from = parts.findIndex((part, at) => (length += part.length) > longestSource && at > 1)
  const said = from < 0 ? text : words.more(parts.slice(0, from).join(' · '), count(parts.length - from))
  return text.startsWith(basis) ? said : words.says(basis, said)
}
