import { textOf } from '../../state/text-of.ts'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { headerOf, mappingOf, type Mapping } from './mapping.ts'
import { columns, file, takeMapped } from '../given.ts'
import { problems, refusedLog } from '../state.ts'
import { queueWords } from '../words/words.ts'
import { Select } from '../../parts/select.tsx'

const names = ['submit', 'nodes', 'requested_s', 'actual_s', 'project', 'id'] as const
type Name = (typeof names)[number]
const units = ['s', 'min', 'h', 'd'] as const
const isTime = (name: Name) => name === 'submit' || name === 'requested_s' || name === 'actual_s'

/** For a table whose columns have names of their own: which is which. */
export function ColumnChoice() {
  const log = refusedLog.value ?? (Object.keys(columns.value).length > 0 ? file.value : null)
  const header = useSignal<readonly string[]>([])
  const chosen = useSignal<Mapping>({})
  const wants = problems.value.some(({ field }) => field.startsWith('columns'))
  useEffect(() => {
    header.value = []
    if (log === null || !wants) return
    void textOf(log.slice(0, 65_536)).then((text) => {
      header.value = headerOf(text)
      chosen.value = mappingOf(header.value)
    })
  }, [log, wants])
  if (log === null || !wants || header.value.length < 2) return null
  const put = (name: Name, part: Partial<Mapping[string]>) => {
    const before = chosen.value[name] ?? { column: '', unit: 's' }
    chosen.value = { ...chosen.value, [name]: { ...before, ...part } }
  }
  return (
    <form
      class="trouble columns-of"
      onSubmit={(event) => {
        event.preventDefault()
        takeMapped(log, chosen.value)
      }}
    >
      <h2>{queueWords.columnsTitle(log.name)}</h2>
      <p class="quiet">{queueWords.columnsHelp}</p>
      {names.map((name) => (
        <div key={name} class="field">
          <label for={`column-${name}`}>{queueWords.columnNames[name]}</label>
          <div class={isTime(name) ? 'pair' : ''}>
            <Select
              id={`column-${name}`}
              value={chosen.value[name]?.column ?? ''}
              options={[['', queueWords.columnNone], ...header.value.map((one) => [one, one] as const)]}
              onChoose={(column) => put(name, { column })}
            />
            {isTime(name) && (
              <Select
                id={`unit-${name}`}
                label={queueWords.columnUnit(queueWords.columnNames[name])}
                value={chosen.value[name]?.unit ?? 's'}
                options={units.map((unit) => [unit, queueWords.columnUnits[unit]] as const)}
                onChoose={(unit) => put(name, { unit })}
              />
            )}
          </div>
        </div>
      ))}
      <button type="submit">{queueWords.columnsRead}</button>
    </form>
  )
}
