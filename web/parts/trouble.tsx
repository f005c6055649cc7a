import type { Obstacle, Problem } from '../../sim/index.ts'
import { colon, say } from '../language.ts'
import { Said, Way } from '../said.tsx'
import { known, show } from '../state/state.ts'
import { words } from '../words.ts'
import { reveal, whenThere } from './reveal.ts'

type TitleProps = {
  readonly title: string
  /** Whether there is no answer beside it: then its title is the page's. */
  readonly alone?: boolean | undefined
}

const Title = ({ title, alone }: TitleProps) => (alone ? <h1>{title}</h1> : <h2>{title}</h2>)

type ProblemsProps = TitleProps & {
  /** By the label of their control, which may not be there yet: then it comes along. */
  readonly problems: readonly (Problem & { readonly label?: string })[]
}

/** What is wrong with what was given; each leads to its control. */
export function Problems({ title, alone, problems }: ProblemsProps) {
  return (
    <section class="trouble" role="alert">
      <Title title={title} alone={alone} />
      <ul>
        {problems.map(({ field, message, label }) => (
          <li key={field + message}>
            <Way href={`#${field}`} onGo={() => goTo(field)}>
              {label ?? labelOf(field)}
            </Way>
            {colon()}
            <Said text={message} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a field is called beside its control, which may be in another view. */
function labelOf(field: string): string {
  const here = document.querySelector(`label[for="${CSS.escape(field)}"]`)?.textContent
  return here ?? inPlan(field)?.[1] ?? field
}

/** The control of Plan for a field of a run, with its label. */
function inPlan(field: string): readonly [id: string, label: string] | undefined {
  const knobs = (known.value?.knobs ?? []).map(({ id, label }) => [id, say(label)] as const)
  const { title, samples } = words.ranges
  const all = [...knobs, ['ranges', title], ['samples', samples]] as const
  return all.find(([id]) => id === field || field.startsWith(`${id}.`))
}

/** Gives the focus to the control of a field; that of a run stands in Plan where the view has none. */
function goTo(field: string): void {
  const here = reveal(field) ?? reveal(field.split('.')[0] ?? '')
  here?.focus()
  const there = inPlan(field)
  if (here !== null || there === undefined) return
  show('plan')
  whenThere(there[0], (target) => target.focus())
}

export type Nearest = NonNullable<Obstacle['nearest']>

type ObstaclesProps = TitleProps & {
  readonly obstacles: readonly Obstacle[]
  /** Takes the nearest change that makes it possible. */
  readonly onTake: (nearest: Nearest) => void
}

/** Why something cannot be, and what could. */
export function Obstacles({ title, alone, obstacles, onTake }: ObstaclesProps) {
  return (
    <section class="trouble" role="alert">
      <Title title={title} alone={alone} />
      {obstacles.map(({ reason, nearest }) => (
        <p key={reason}>
          <Said text={reason} />.{' '}
          {nearest !== null && (
            <button type="button" onClick={() => onTake(nearest)}>
              <Said text={nearest.sentence} />
            </button>
          )}
        </p>
      ))}
    </section>
  )
}
