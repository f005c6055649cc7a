import type { InvestAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { set } from '../state/state.ts'
import { investWords as words } from '../words/invest.ts'
import { changedLevels, levelsWith, type LevelName } from './state.ts'

type View = NonNullable<InvestAnswer['sovereignty']>
type Score = View['scores'][number]['score']

const highest = 4

/** Facts, six levels with the weakest link named, scores with their intervals, and what an investment moves. */
export function Spectrum({ view }: { readonly view: View }) {
  const changed = changedLevels()
  const nameOf = (dimension: string) => dimensionName(dimension)
  return (
    <div class="spectrum">
      <dl class="facts">
        {Object.entries(view.facts).map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>{words.weakest(view.gate.weakest.map(nameOf).join(', '), short(view.gate.level ?? 0))}</p>
      <p class="quiet after">{words.afterHelp}</p>
      <ol class="levels">
        {view.profile.map(({ dimension, low, high, meaning, because }) => (
          <li key={dimension}>
            <span>{nameOf(dimension)}</span>
            <Track low={low} high={high} />
            <span>{words.level(short(low), short(high))}</span>
            <span class="quiet">{because === '' ? meaning : because}</span>
            <AfterSlider dimension={dimension} now={(low + high) / 2} after={changed} />
          </li>
        ))}
      </ol>
      <ul class="views">
        {view.scores.map(({ id, name, score, moved, editorial }) => (
          <li key={id}>
            {words.score(
              name,
              moved === null ? scoreWords(score) : words.moves(scoreWords(score), scoreWords(moved.after)),
            )}{' '}
            {editorial !== null && <span class="quiet">{editorial}</span>}
          </li>
        ))}
        {view.notes.map((note) => (
          <li key={note} class="quiet">
            {note}
          </li>
        ))}
      </ul>
    </div>
  )
}

function dimensionName(dimension: string): string {
  return Object.entries(words.dimensions).find(([key]) => key === dimension)?.[1] ?? dimension
}

function isLevelName(name: string): name is LevelName {
  return name in words.dimensions
}

function scoreWords({ low, high, middle }: Score): string {
  const range = low === high ? '' : ` (${short(low)} to ${short(high)})`
  return `${middle === null ? '?' : short(middle)}${range}`
}

function Track({ low, high }: { readonly low: number; readonly high: number }) {
  const scale = 100 / highest
  return (
    <svg class="bar energy" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="2" width="100" height="2" />
      <rect class="band" x={low * scale} y="1" width={Math.max(0.6, (high - low) * scale)} height="4" />
      <rect class="middle" x={((low + high) / 2) * scale - 0.4} y="0" width="0.8" height="6" />
    </svg>
  )
}

type AfterProps = {
  readonly dimension: string
  readonly now: number
  readonly after: { readonly [K in LevelName]?: number }
}

/** The level that an investment would reach. */
function AfterSlider({ dimension, now, after }: AfterProps) {
  if (!isLevelName(dimension)) return null
  const level = after[dimension] ?? now
  return (
    <input
      type="range"
      min={0}
      max={highest}
      step={0.5}
      value={level}
      aria-label={`${words.after}: ${dimensionName(dimension)}`}
      aria-valuetext={words.level(short(level), short(level))}
      onInput={(event) => {
        set('levels', levelsWith(dimension, Number(event.currentTarget.value)))
      }}
    />
  )
}
