import type { Obstacle, Problem } from '../../sim/index.ts'
import { colon } from '../language.ts'
import { Said, Way } from '../said.tsx'
import { reveal } from './reveal.ts'

type ProblemsProps = {
  readonly title: string
  /** By the label of their control, which may not be there yet: then it comes along. */
  readonly problems: readonly (Problem & { readonly label?: string })[]
}

/** What is wrong with what was given; each leads to its control. */
export function Problems({ title, problems }: ProblemsProps) {
  return (
    <section class="trouble" role="alert">
      <h2>{title}</h2>
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

type ObstaclesProps = {
  readonly title: string
  readonly obstacles: readonly Obstacle[]
  /** Takes the nearest change that makes it possible. */
  readonly onTake: (nearest: Nearest) => void
}

/** Why something cannot be, and what could. */
export function Obstacles({ title, obstacles, onTake }: ObstaclesProps) {
  return (
    <section class="trouble" role="alert">
      <h2>{title}</h2>
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
