import { computed, useSignal } from '@preact/signals'
import type { Problem } from '../../sim/index.ts'
import { remedyOf } from '../state/remedy.ts'
import { answered, fields, fieldValue, lastAnswer, set } from '../state/state.ts'
import { Said } from '../said.tsx'
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
          <Said text={wrong.message} /> <Offer problem={wrong} />
        </p>
      )}
    </div>
  )
}

type ChoiceProps = Omit<FieldProps, 'children' | 'help'> & {
  readonly usual: string
  readonly options: readonly (readonly [value: string, name: string])[]
}

/** A field of the run that is one of a few. */
export function Choice({ id, label, usual, options }: ChoiceProps) {
  return (
    <Field id={id} label={label} help="">
      <select
        id={id}
        value={fieldValue(id) ?? usual}
        onChange={(event) => set(id, event.currentTarget.value, 'push')}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** The value of a field; none while somebody types in it: an answer that comes meanwhile would take the letters away. */
export function unlessTyping(id: string, value: string): string | undefined {
  return document.activeElement?.id === id ? undefined : value
}

/** A field of the run that is written. */
export function Written({ hint, ...field }: Omit<FieldProps, 'children'> & { readonly hint: string }) {
  return (
    <Field {...field}>
      <input
        id={field.id}
        value={unlessTyping(field.id, fieldValue(field.id) ?? '')}
        placeholder={hint}
        onChange={(event) => set(field.id, event.currentTarget.value.trim(), 'push')}
      />
    </Field>
  )
}

/** What would be right, where that can be known. */
function Offer({ problem }: { readonly problem: Problem }) {
  const remedy = remedyOf(problem, fields.value, lastAnswer.value?.totals.cost.currency ?? '')
  if (remedy === null) return null
  return (
    <button type="button" onClick={() => set(remedy.name, remedy.value, 'push')}>
      {words.use(remedy.value)}
    </button>
  )
}

/** One and the same list while nothing is wrong, so that an answer draws no field anew. */
const none: readonly Problem[] = []
const problems = computed(() => (answered.value?.status === 'refused' ? answered.value.problems : none))

function problemOf(id: string): Problem | null {
  return problems.value.find(({ field }) => field.split('.')[0] === id) ?? null
}

type DropProps = {
  /** The class of the place; `over` is added while a file is held above it. */
  readonly look: string
  readonly onFile: (file: File) => void
  readonly children: preact.ComponentChildren
}

/** A place where a file may be dropped. */
export function Drop({ look, onFile, children }: DropProps) {
  const over = useSignal(false)
  return (
    <div
      class={over.value ? `${look} over` : look}
      onDragOver={(event) => {
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault()
        over.value = false
        for (const file of event.dataTransfer?.files ?? []) onFile(file)
      }}
    >
      {children}
    </div>
  )
}
