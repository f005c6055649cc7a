import { say } from '../language.ts'
import type { Answered } from '../../sim/index.ts'

export function reasonsOf(answered: Answered<unknown>): readonly string[] {
  if (answered.status === 'refused')
    return answered.problems.map(({ field, message }) => `${field}: ${say(message)}`)
  return answered.status === 'infeasible' ? answered.obstacles.map(({ reason }) => say(reason)) : []
}

export function Wrong({ said }: { readonly said: readonly string[] }) {
  return (
    <>
      {said.map((one) => (
        <p key={one} class="wrong" role="alert">
          {one}
        </p>
      ))}
    </>
  )
}
