import { computed } from '@preact/signals'
import type { Problem } from '../../sim/index.ts'
import { late } from '../late.ts'
import { heldOf, inWriting } from '../state/number.ts'
import { answered, change, fields, fieldValue, lastAnswer, set } from '../state/state.ts'
import { Said } from '../said.tsx'
import { words } from '../words.ts'
import { Select } from './select.tsx'

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly help: string
  /** Of a question of its own; absent: what is wrong with the field of the run. */
  readonly wrong?: Problem | null
  /** In which an amount of money is most likely meant; absent: that of the run. */
  readonly currency?: string
  readonly children: preact.ComponentChildren
}

/** A labelled control with its help and, when it is wrong, what would be right. */
export function Field({ id, label, help, children, currency, wrong = problemOf(id) }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {help !== '' && wrong === null && <p class="help">{help}</p>}
      {wrong !== null && (
        <p class="wrong">
          <Said text={wrong.message} /> <Offer problem={wrong} currency={currency} />
        </p>
      )}
    </div>
  )
}

type ChoiceProps = Omit<FieldProps, 'children' | 'help'> & {
  readonly help?: string
  readonly usual: string
  readonly options: readonly (readonly [value: string, name: string])[]
}

/** A field of the run that is one of a few. */
export function Choice({ usual, options, help = '', ...field }: ChoiceProps) {
  const { id } = field
  return (
    <Field {...field} help={help}>
      <Select
        id={id}
        value={fieldValue(id) ?? usual}
        options={options}
        onChoose={(value) => set(id, value, 'push')}
      />
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
        value={unlessTyping(field.id, inWriting(fieldValue(field.id) ?? ''))}
        placeholder={inWriting(hint)}
        onChange={(event) => set(field.id, heldOf(event.currentTarget.value.trim()), 'push')}
      />
    </Field>
  )
}

/** What would be right, where that can be known. */
function Offer({ problem, currency }: { readonly problem: Problem; readonly currency: string | undefined }) {
  const money = currency ?? lastAnswer.value?.totals.cost.currency ?? ''
  const remedy = late.value?.remedyOf(problem, fields.value, money) ?? null
  if (remedy === null) return null
  return (
    <button type="button" onClick={() => change({ ...fields.value, ...remedy.change }, 'push')}>
      {words.use(inWriting(remedy.value))}
    </button>
  )
}

/** One and the same list while nothing is wrong, so that an answer draws no field anew. */
const none: readonly Problem[] = []
const problems = computed(() => (answered.value?.status === 'refused' ? answered.value.problems : none))

function problemOf(id: string): Problem | null {
  return problems.value.find(({ field }) => field.split('.')[0] === id) ?? null
}
