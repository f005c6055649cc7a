import type { Problem } from '../../sim/index.ts'
import { Choice, Field, unlessTyping, Written } from '../parts/field.tsx'
import { fields, fieldValue, set, change } from '../state/state.ts'
import { say, spokenAnswer } from '../language.ts'
import { investWords as words } from '../words/invest.ts'
import { caseId, cases, chosenCase, invest, percentUsed, problems, programmeFields } from './state.ts'

const discountIds = ['green-book', 'eu-better-regulation', 'swiss-rail', 'private-data-centre'] as const

/** The programme's inputs, ordered by consequence. */
export function InvestControls() {
  const currency = invest.value?.currency ?? ''
  const centre = invest.value?.assumptions.find(({ id }) => id === 'utilisation')?.value
  const use = percentUsed(fieldValue('utilisation') || String(centre ?? 0.85))
  const horizon = fieldValue('horizon') || String(invest.value?.horizonY ?? 5)
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <CaseChoice />
      <Slider
        id="utilisation"
        label={words.utilisation}
        value={use}
        span={[10, 100]}
        unit="%"
        held={(use) => use && `${use.replace(/ ?%/, '')}%`}
      />
      <Slider
        id="horizon"
        label={words.horizon}
        value={horizon}
        span={[1, 15]}
        unit=""
        held={(years) => years}
      />
      <Choice
        id="discount"
        label={words.discount}
        usual=""
        wrong={wrongWith('discount')}
        options={[['', words.discountCase], ...discountIds.map((id) => [id, words.discounts[id]] as const)]}
      />
      <Word id="rent" label={words.rent} help={words.rentHelp(currency)} />
      <Word id="vat" label={words.vat} />
      <Word id="duty" label={words.duty} />
      <Word id="served" label={words.tokensPerDay} />
    </form>
  )
}

type WordProps = { readonly id: string; readonly label: string; readonly help?: string }

function Word(props: WordProps) {
  return (
    <Written help="" {...props} hint="" wrong={wrongWith(props.id)} currency={invest.value?.currency ?? ''} />
  )
}

function wrongWith(id: string): Problem | null {
  return problems.value.find(({ field }) => field === id) ?? null
}

function CaseChoice() {
  return (
    <Field id="case" label={words.case} help={say(chosenCase()?.story ?? '')}>
      <select
        id="case"
        value={caseId()}
        onChange={(event) => {
          const kept = Object.entries(fields.value).filter(([name]) => !programmeFields.includes(name))
          change({ ...Object.fromEntries(kept), case: event.currentTarget.value }, 'push')
        }}
      >
        {spokenAnswer(cases.value).map(({ id, sentence }) => (
          <option key={id} value={id}>
            {sentence}
          </option>
        ))}
      </select>
    </Field>
  )
}

type SliderProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly span: readonly [number, number]
  readonly unit: string
  /** What the address holds of what is shown. */
  readonly held: (shown: string) => string
}

function Slider({ id, label, value, span: [least, most], unit, held }: SliderProps) {
  return (
    <Field id={id} label={`${label}${unit === '' ? '' : `, ${unit}`}`} help="" wrong={wrongWith(id)}>
      <div class="pair">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={`${value} ${unit}`.trim()}
          min={least}
          max={most}
          step={1}
          value={value}
          onInput={(event) => set(id, held(event.currentTarget.value))}
        />
        <input
          id={id}
          class="quantity"
          inputMode="decimal"
          value={unlessTyping(id, value)}
          onChange={(event) => set(id, held(event.currentTarget.value.trim()), 'push')}
        />
      </div>
    </Field>
  )
}
