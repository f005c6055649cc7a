import { Choice, unlessTyping } from '../parts/field.tsx'
import { remedyOf } from '../state/remedy.ts'
import { fields, fieldValue, set, change } from '../state/state.ts'
import { say, spokenAnswer } from '../language.ts'
import { Said } from '../said.tsx'
import { words as all } from '../words.ts'
import { investWords as words } from '../words/invest.ts'
import { caseId, cases, chosenCase, invest, problems, programmeFields } from './state.ts'

const discountIds = ['green-book', 'eu-better-regulation', 'swiss-rail', 'private-data-centre'] as const

/** The programme's inputs, ordered by consequence. */
export function InvestControls() {
  const currency = invest.value?.currency ?? ''
  const centre = invest.value?.assumptions.find(({ id }) => id === 'utilisation')?.value
  const use = Number(fieldValue('utilisation') ?? centre ?? 0.85)
  const horizon = Number(fieldValue('horizon') ?? invest.value?.horizonY ?? 5)
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <CaseChoice />
      <Slider
        id="utilisation"
        label={words.utilisation}
        value={Math.round(use * 100)}
        span={[10, 100]}
        unit="%"
        factor={100}
      />
      <Slider id="horizon" label={words.horizon} value={horizon} span={[1, 15]} unit="" factor={1} />
      <Choice
        id="discount"
        label={words.discount}
        usual=""
        options={[['', words.discountCase], ...discountIds.map((id) => [id, words.discounts[id]] as const)]}
      />
      <Word id="rent" label={words.rent} field="options" help={words.rentHelp(currency)} />
      <Word id="vat" label={words.vat} field="taxes.vat" />
      <Word id="duty" label={words.duty} field="taxes.duty" />
      <Word id="served" label={words.tokensPerDay} field="serving" />
    </form>
  )
}

/** `field` is the simulation's own word for it. */
type WordProps = Readonly<Record<'id' | 'label' | 'field', string>> & { readonly help?: string }

function Word({ id, label, field, help = '' }: WordProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        value={unlessTyping(id, fieldValue(id) ?? '')}
        onChange={(event) => set(id, event.currentTarget.value.trim(), 'push')}
      />
      <Help id={id} field={field} text={help} />
    </div>
  )
}

function CaseChoice() {
  return (
    <div class="field">
      <label for="case">{words.case}</label>
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
      <p class="help">{say(chosenCase()?.story ?? '')}</p>
    </div>
  )
}

/** What is wrong with a field, and what would be right where that is known; else its help. */
function Help({ id, field, text }: Readonly<Record<'id' | 'field' | 'text', string>>) {
  const wrong = problems.value.find((problem) => problem.field.startsWith(field))
  if (wrong === undefined) return text === '' ? null : <p class="help">{text}</p>
  const remedy = remedyOf({ ...wrong, field: id }, fields.value, invest.value?.currency ?? '')
  return (
    <p class="wrong">
      <Said text={wrong.message} />{' '}
      {remedy !== null && (
        <button type="button" onClick={() => set(remedy.name, remedy.value, 'push')}>
          {all.use(remedy.value)}
        </button>
      )}
    </p>
  )
}

type SliderProps = {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly span: readonly [number, number]
  readonly unit: string
  /** Shown value ÷ the field's. */
  readonly factor: number
}

function Slider({ id, label, value, span: [least, most], unit, factor }: SliderProps) {
  const put = (next: number, step: 'slide' | 'push') => {
    set(id, String(Number((next / factor).toPrecision(4))), step)
  }
  return (
    <div class="field">
      <label for={id}>{`${label}${unit === '' ? '' : `, ${unit}`}`}</label>
      <div class="pair">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={`${String(value)} ${unit}`.trim()}
          min={least}
          max={most}
          step={1}
          value={value}
          onInput={(event) => put(Number(event.currentTarget.value), 'slide')}
        />
        <input
          id={id}
          class="quantity"
          inputMode="decimal"
          value={unlessTyping(id, String(value))}
          onChange={(event) => put(Number(event.currentTarget.value), 'push')}
        />
      </div>
    </div>
  )
}
