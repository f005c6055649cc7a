import { answered } from './state.ts'

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly children: preact.ComponentChildren
}

/** A labelled control with its help and, when it is wrong, what would be right. */
export function Field({ id, label, help, children }: FieldProps) {
  const wrong = problemOf(id)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {help !== '' && wrong === null && <p class="help">{help}</p>}
      {wrong !== null && <p class="wrong">{wrong}</p>}
    </div>
  )
}

function problemOf(id: string): string | null {
  const answer = answered.value
  if (answer?.status !== 'refused') return null
  return answer.problems.find(({ field }) => field.split('.')[0] === id)?.message ?? null
}
