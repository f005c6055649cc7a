import { useEffect } from 'preact/hooks'
import type { EstimateAnswer, Range, CountSweep } from '../../sim/index.ts'
import { count, short, shortOrPower } from '../format.ts'
import { say, spokenAnswer } from '../language.ts'
import { Loading } from '../parts/lost.tsx'
import { Table } from '../parts/table.tsx'
import { headline } from '../plan/headline.ts'
import { useReasons } from '../plan/use-reasons.ts'
import { valueOf } from '../plan/why.tsx'
import { addressOf, fields, lastAnswer, sweep } from '../state/state.ts'
import { queueWords } from '../queue/words/words.ts'
import { reasonWords } from '../words/reasons.ts'
import './briefing.css'
import { handWords as words } from './words.ts'

/** Two pages to hand to somebody who decides: the answer, how sure, what would change it, what it rests on. */
export function Briefing({ onClose }: { readonly onClose: () => void }) {
  const reasons = useReasons()
  const figures = lastAnswer.value
  useEffect(() => {
    scrollTo(0, 0)
  }, [])
  if (reasons === null || figures === null) return <Loading />
  const answer = spokenAnswer(reasons)
  const { queueOptions = '' } = fields.value
  const link = new URL(addressOf('plan'), location.href).href
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
      <p>
        {words.question({
          model: answer.model.name,
          tokens: short(answer.compute.tokens),
          gpus: count(answer.system.gpus),
          system: answer.system.name,
        })}
      </p>
      <h1>{headline(figures)}</h1>
      <Totals totals={answer.totals} />
      {sweep.value !== null && <Days sweep={sweep.value} chosen={answer.system.gpus} />}
      <h2>{words.drivers}</h2>
      <ul>
        {(answer.uncertainty.tornado['gpuHours'] ?? []).slice(0, 5).map(({ id, name, atLow, atHigh }) => (
          <li key={id}>
            {words.driver(name, short(Math.min(atLow, atHigh)), short(Math.max(atLow, atHigh)))}
          </li>
        ))}
      </ul>
      <h2>{words.otherWays}</h2>
      <ul>
        {answer.costViews.map(({ id, name, currency, amount, date }) => (
          <li key={id}>{words.says(`${currency} ${short(amount)}`, `${name}${date && `, ${date}`}`)}</li>
        ))}
      </ul>
      <Published comparisons={answer.comparisons} />
      <h2>{words.notIncluded}</h2>
      <p>{answer.notIncluded.join('. ')}.</p>
      <h2 class="overleaf">{words.assumptions}</h2>
      <Assumptions assumptions={answer.assumptions} />
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

function Published({ comparisons }: Pick<EstimateAnswer, 'comparisons'>) {
  if (comparisons.length === 0) return null
  return (
    <>
      <h2>{words.published}</h2>
      <ul>
        {comparisons.slice(0, 3).map(({ figure, published, ours, unit }) => (
          <li key={figure}>
            {words.says(figure, words.beside(shortOrPower(published), shortOrPower(ours), unit))}
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

const [wide, high, edge] = [640, 150, 40] as const

/** The days over the accelerators, both on log scales, drawn as lines so that paper shows them sharp. */
function Days({ sweep: { points }, chosen }: { readonly sweep: CountSweep; readonly chosen: number }) {
  const days = points.flatMap(({ wallClockDays }) => [wallClockDays.p10, wallClockDays.p90])
  const [least, most] = [Math.log(Math.min(...days)), Math.log(Math.max(...days))]
  const [first, last] = [Math.log(points[0]?.gpus ?? 1), Math.log(points.at(-1)?.gpus ?? 2)]
  const x = (gpus: number) => edge + ((wide - 2 * edge) * (Math.log(gpus) - first)) / (last - first || 1)
  const y = (value: number) => 12 + ((high - 36) * (most - Math.log(value))) / (most - least || 1)
  const path = (key: keyof Range, all: CountSweep['points']) =>
    all.map(({ gpus, wallClockDays }) => `${x(gpus).toFixed(1)} ${y(wallClockDays[key]).toFixed(1)}`)
  const band = [...path('p10', points), ...path('p90', [...points].reverse())]
  const labelled = points.filter(({ gpus }, at) => gpus === chosen || at === 0 || at === points.length - 1)
  return (
    <figure>
      <figcaption>{words.chart}</figcaption>
      <svg viewBox={`0 0 ${String(wide)} ${String(high)}`} role="img" aria-label={words.chart}>
        <path d={`M${band.join(' L')} Z`} class="band" />
        <path d={`M${path('p50', points).join(' L')}`} class="middle" />
        {labelled.map(({ gpus, wallClockDays }) => (
          <g key={gpus}>
            <circle cx={x(gpus)} cy={y(wallClockDays.p50)} r={gpus === chosen ? 5 : 3} />
            <text x={x(gpus)} y={high - 4} text-anchor="middle">
              {count(gpus)}
            </text>
            <text x={x(gpus) + 6} y={y(wallClockDays.p50) - 6}>
              {short(wallClockDays.p50)} {gpus === chosen && words.days}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  )
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
