import type { EstimateFigures } from '../../../sim/index.ts'
import { percent, short } from '../../format.ts'
import { amid, colon } from '../../language.ts'
import { partWords } from '../../words/below.ts'
import { Glossed } from '../glossed.tsx'
import { PartBar, type Part } from './part-bar.tsx'
import { panelWords, stepParts } from './panel-words.ts'
import { RangeBar } from '../range-bar.tsx'

const words = panelWords.step

type Kind = 'computing' | 'traffic' | 'waiting'

/** What the parts of a step are about, in the order in which they stand in the bar. */
const kinds: Readonly<Record<Kind, readonly string[]>> = {
  computing: ['matmul', 'attention', 'memory', 'head', 'recompute', 'optimizer', 'host', 'modelFlopsAtPeak'],
  traffic: ['tensorParallel', 'contextParallel', 'expertParallel', 'pipelineSend', 'dataParallel'],
  waiting: ['pipelineBubble', 'straggler', 'lostToEverythingElse'],
}

const kindNames: readonly Kind[] = ['computing', 'traffic', 'waiting']

/** One step as a stacked bar with names that can be explained, and how much of the peak it reaches. */
export function StepPanel({ answer }: { readonly answer: EstimateFigures }) {
  const { stepTimeS, breakdownS, mfu, mfuRange } = answer.step
  const parts = partsOf(breakdownS, stepTimeS)
  const largest = parts.reduce((a, b) => (b.value > a.value ? b : a))
  const finding = words.finding({
    seconds: short(stepTimeS),
    share: percent(largest.value / stepTimeS),
    part: amid(largest.name),
  })
  return (
    <section class="plan-panel">
      <h3>{finding}</h3>
      {'lostToEverythingElse' in breakdownS ? (
        <p class="quiet">{words.given(percent(mfu))}</p>
      ) : (
        <p class="kinds">
          {kindNames.map((kind) => (
            <span key={kind}>
              <span class={`swatch ${kind}`} aria-hidden="true" />{' '}
              {words.groups[kind](percent(shareOf(parts, kind)))}
            </span>
          ))}
        </p>
      )}
      <PartBar id="step" title={finding} unit="s" parts={parts} />
      <div class="mfu time">
        <p>
          <Glossed text={words.mfu} />
          {colon()}
          <strong>{percent(mfu)}</strong>{' '}
          <span class="quiet">
            {mfuRange === null ? words.noRange : words.range(percent(mfuRange.p10), percent(mfuRange.p90))}
          </span>
        </p>
        {mfuRange !== null && <RangeBar range={mfuRange} most={1} />}
        <p class="quiet">
          {words.speed(short(answer.step.tokensPerSPerGpu), short(answer.step.modelTflopsPerGpu))}{' '}
          {answer.step.hfu > mfu * 1.001 && <Glossed text={words.hfu(percent(answer.step.hfu))} />}
        </p>
      </div>
    </section>
  )
}

function partsOf(breakdownS: EstimateFigures['step']['breakdownS'], stepTimeS: number): readonly Part[] {
  const placeOf = (id: string) => kindNames.flatMap((kind) => kinds[kind]).indexOf(id)
  return Object.entries(breakdownS)
    .map(([id, seconds]) => ({
      id,
      ...(stepParts[id] ?? { name: partWords(id), what: '' }),
      value: seconds,
      said: `${percent(seconds / stepTimeS)} · ${short(seconds)} s`,
      kind: kindOf(id),
    }))
    .sort((a, b) => placeOf(a.id) - placeOf(b.id))
}

function kindOf(id: string): Kind {
  return kindNames.find((kind) => kinds[kind].includes(id)) ?? 'computing'
}

function shareOf(parts: readonly Part[], kind: Kind): number {
  const sum = (some: readonly Part[]) => some.reduce((total, { value }) => total + value, 0)
  return sum(parts.filter((part) => part.kind === kind)) / sum(parts)
}
