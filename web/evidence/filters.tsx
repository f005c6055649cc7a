import { useMemo } from 'preact/hooks'
import { spoken } from '../language.ts'
import type { RowLedger } from '../../sim/index.ts'
import { Choice } from '../parts/field.tsx'
import type { Filters } from './select.ts'
import { clearFilters, fieldNames } from './state.ts'
import { evidenceWords } from './words.ts'

type FiltersProps = { readonly ledger: RowLedger; readonly filters: Filters }

/** Which measurements to look at: kept in the address. */
export function FilterControls({ ledger, filters }: FiltersProps) {
  // A choice draws none of the hundreds of others anew.
  const choices = useMemo(() => <Choices ledger={ledger} />, [ledger, spoken.value])
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      {choices}
      {Object.values(filters).some((value) => value !== '') && (
        <button type="button" onClick={clearFilters}>
          {evidenceWords.reset}
        </button>
      )}
    </form>
  )
}

function Choices({ ledger }: Pick<FiltersProps, 'ledger'>) {
  const accelerators = [
    ...new Map(ledger.points.map(({ accelerator, acceleratorName }) => [accelerator, acceleratorName])),
  ].sort(([, a], [, b]) => a.localeCompare(b, spoken.value.language, { numeric: true }))
  const { kinds, roles } = evidenceWords
  const choices = {
    accelerator: accelerators,
    kind: Object.entries(kinds),
    role: Object.entries(roles),
    source: ledger.sources.map(({ name }) => [name, name] as const),
  }
  return (
    <>
      {(['accelerator', 'kind', 'role', 'source'] as const).map((name) => (
        <Choice
          key={name}
          id={fieldNames[name]}
          label={evidenceWords[name]}
          usual=""
          options={[['', evidenceWords.everything], ...choices[name]]}
        />
      ))}
    </>
  )
}
