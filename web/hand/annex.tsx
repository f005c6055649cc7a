import { useSignal } from '@preact/signals'
import { say } from '../language.ts'
import { lose } from '../parts/later.tsx'
import { saveText } from '../parts/save.ts'
import { Table } from '../parts/table.tsx'
import { fields, inputOf, set } from '../state/state.ts'
import type { Filled } from '../worker/hand-over.ts'
import { simulation } from '../worker/simulation.ts'
import { handWords as words } from './words.ts'
import { reasonsOf, Wrong } from './wrong.tsx'
import { Select } from '../parts/select.tsx'

export function Annex() {
  const filled = useSignal<Filled | null>(null)
  const wrong = useSignal<readonly string[]>([])
  const forms = Object.entries(words.forms)
  const [form = ''] = forms.find(([id]) => id === fields.value['form']) ?? forms[0] ?? []
  const fill = async () => {
    const { start = '' } = fields.value
    const answered = await simulation.annex({
      ...inputOf(fields.value),
      form,
      ...(start === '' ? {} : { start }),
    })
    filled.value = answered.status === 'answer' ? answered.value : null
    wrong.value = reasonsOf(answered)
  }
  return (
    <div>
      <h3>{words.annex}</h3>
      <label for="form">{words.form}</label>{' '}
      <Select id="form" value={form} options={forms} onChoose={(id) => set('form', id, 'push')} />{' '}
      <button type="button" onClick={() => void fill().catch(lose)}>
        {words.fill}
      </button>
      <Wrong said={wrong.value} />
      {filled.value !== null && <Shown {...filled.value} />}
    </div>
  )
}

function Shown({ annex, markdown }: Filled) {
  const files = [
    [words.markdown, 'md', markdown, 'text/markdown'],
    [words.json, 'json', JSON.stringify(annex, null, 1), 'application/json'],
  ] as const
  return (
    <>
      <p role="status">{say(annex.sentence)}</p>
      <p class="quiet">{say(annex.form.check)}</p>
      <p>
        {files.map(([name, ending, text, type]) => (
          <button
            key={ending}
            type="button"
            class="link"
            onClick={() => saveText(`annex-${annex.form.id}.${ending}`, text, type)}
          >
            {name}
          </button>
        ))}
      </p>
      <Table
        label={annex.form.name}
        columns={words.columns}
        rows={annex.fields.map(({ field, value, status }) => [field, say(value ?? ''), words.states[status]])}
      />
    </>
  )
}
