import type { Obstacle, Problem } from '../../sim/index.ts'
import { colon } from '../language.ts'
import { Said, Way } from '../said.tsx'
import { reveal } from './reveal.ts'

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
            <Way
              href={`#${field}`}
              onGo={() => (reveal(field) ?? reveal(field.split('.')[0] ?? ''))?.focus()}
            >
              {label ?? document.querySelector(`label[for="${CSS.escape(field)}"]`)?.textContent ?? field}
            </Way>
            {colon()}
            <Said text={message} />
          </li>
        ))}
      </ul>
    </section>
  )
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
