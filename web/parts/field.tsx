import type { Problem } from '../../sim/index.ts'
import { remedyOf } from '../state/remedy.ts'
import { answered, fields, lastAnswer, set } from '../state/state.ts'
import { words } from '../words.ts'

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
      {wrong !== null && (
        <p class="wrong">
          {wrong.message} <Offer problem={wrong} />
        </p>
      )}
    </div>
  )
}

/** What would be right, where that can be known. */
function Offer({ problem }: { readonly problem: Problem }) {
  const remedy = remedyOf(problem, fields.value, lastAnswer.value?.totals.cost.currency ?? '')
  if (remedy === null) return null
  return (
    <button
      type="button"
      onClick={() => {
        set(remedy.name, remedy.value, 'push')
      }}
    >
      {words.use(remedy.value)}
    </button>
  )
}

function problemOf(id: string): Problem | null {
  const answer = answered.value
  if (answer?.status !== 'refused') return null
  return answer.problems.find(({ field }) => field.split('.')[0] === id) ?? null
}
