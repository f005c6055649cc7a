import type { EstimateAnswer } from '../../sim/index.ts'
import { count, scientific, short } from '../format.ts'
import { AssumptionList } from './why.tsx'
import { partWords, words } from '../words.ts'

type AnswerProps = { readonly answer: EstimateAnswer }

/** What is behind the figures, folded. */
export function Details({ answer }: AnswerProps) {
  return (
    <div class="details">
      <Fold title={words.details.breakdowns} open>
        <Breakdown title={words.details.energy} parts={answer.energyBreakdownMwh} unit="MWh" kind="energy" />
        <Breakdown title={words.details.carbon} parts={answer.carbonBreakdownT} unit="t CO₂e" kind="carbon" />
      </Fold>
      <Fold title={words.details.money}>
        <Views
          rows={answer.costViews.map((view) => [
            view.name,
            `${view.currency} ${short(view.amount)}`,
            `${view.currency} ${String(view.unitPrice)} per ${view.unit}`,
            view.date,
            view.source,
            view.url,
          ])}
        />
      </Fold>
      <Fold title={words.details.gridMethods}>
        <Views
          rows={answer.carbonViews.map((view) => [
            view.method,
            `${short(view.operationalT)} t CO₂e`,
            `${short(view.gCo2ePerKwh)} g/kWh`,
            String(view.year),
            view.source,
            view.url,
          ])}
        />
      </Fold>
      <Fold title={words.details.published} open={answer.comparisons.length > 0}>
        <Comparisons answer={answer} />
      </Fold>
      <Fold title={words.details.layout}>
        <Layout answer={answer} />
      </Fold>
      <Fold title={words.details.assumptions}>
        <AssumptionList assumptions={answer.assumptions} />
      </Fold>
      <Fold title={words.details.notIncluded}>
        <ul>
          {answer.notIncluded.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Fold>
    </div>
  )
}

type FoldProps = {
  readonly title: string
  readonly open?: boolean
  readonly children: preact.ComponentChildren
}

function Fold({ title, open, children }: FoldProps) {
  return (
    <details class="fold" open={open === true}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  )
}

type BreakdownProps = {
  readonly title: string
  readonly parts: { readonly [part: string]: number }
  readonly unit: string
  readonly kind: string
}

/** Parts of a whole as one thin bar with its list; the parts add up to the figure above. */
function Breakdown({ title, parts, unit, kind }: BreakdownProps) {
  const entries = Object.entries(parts).filter(([, value]) => value > 0)
  const total = entries.reduce((sum, [, value]) => sum + value, 0)
  let left = 0
  const placed = entries.map(([part, value]) => {
    const x = left
    left += (value / total) * 100
    return { part, x, width: (value / total) * 100 }
  })
  return (
    <section class={`breakdown ${kind}`}>
      <h3>
        {title}: {short(total)} {unit}
      </h3>
      <svg class="stack" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        {placed.map(({ part, x, width }, index) => (
          <rect
            key={part}
            class={`part part-${String(index)}`}
            x={x}
            y="0"
            width={Math.max(0.2, width - 0.2)}
            height="4"
          />
        ))}
      </svg>
      <ul class="parts">
        {entries.map(([part, value], index) => (
          <li key={part}>
            <span class={`swatch part-${String(index)}`} aria-hidden="true" /> {partWords(part)}{' '}
            <strong>{short(value)}</strong> {unit} <span class="quiet">{short((value / total) * 100)} %</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type ViewRow = readonly [
  name: string,
  amount: string,
  price: string,
  date: string,
  source: string,
  url: string | null,
]

function Views({ rows }: { readonly rows: readonly ViewRow[] }) {
  return (
    <ul class="views">
      {rows.map(([name, amount, price, date, source, url]) => (
        <li key={`${name}${price}`}>
          <strong>{amount}</strong> {name} · {price}
          {date !== '' && ` · ${date}`}{' '}
          <span class="quiet">
            {source}{' '}
            {url !== null && (
              <a href={url} rel="noreferrer" target="_blank">
                {words.source}
              </a>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Comparisons({ answer }: AnswerProps) {
  if (answer.comparisons.length === 0) return <p>{words.details.publishedNone}</p>
  const said = (value: number) => (value >= 1e15 ? scientific(value) : short(value))
  return (
    <ul class="views">
      {answer.comparisons.map((one) => (
        <li key={one.figure}>
          <strong>{one.figure}</strong>: {words.details.theirs} {said(one.published)} {one.unit},{' '}
          {words.details.ours} {said(one.ours)} {one.unit}, {words.details.onTheirs} {said(one.onTheirBasis)}{' '}
          {one.unit}. {one.explanation}{' '}
          <span class="quiet">
            {one.source}{' '}
            {one.url !== null && (
              <a href={one.url} rel="noreferrer" target="_blank">
                {words.source}
              </a>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Layout({ answer }: AnswerProps) {
  const { layout, memory, step } = answer
  const gigabytes = Object.fromEntries(
    Object.entries(memory.breakdownBytes).map(([part, bytes]) => [part, bytes / 1e9]),
  )
  const facts: readonly (readonly [string, string])[] = [
    [words.layout.parallel, `${String(layout.tp)} × ${String(layout.pp)} × ${String(layout.dp)}`],
    [words.layout.stages, `${String(layout.vpp)}, ${String(layout.ep)}, ${String(layout.cp)}`],
    [
      words.layout.batch,
      words.layout.sequences(`${String(layout.microBatch)}, ${count(layout.globalBatch)}`),
    ],
    [
      words.layout.step,
      words.layout.speed(short(step.stepTimeS), short(step.tokensPerSPerGpu), short(step.mfu)),
    ],
  ]
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Breakdown
        title={words.details.memory(
          `${short(memory.peakBytes / 1e9)} GB`,
          `${short(memory.capacityBytes / 1e9)} GB`,
        )}
        parts={gigabytes}
        unit="GB"
        kind="time"
      />
    </>
  )
}
