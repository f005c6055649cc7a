import { unlessTyping } from '../parts/field.tsx'
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
      <div class="field">
        <label for="discount">{words.discount}</label>
        <select
          id="discount"
          value={fieldValue('discount') ?? ''}
          onChange={(event) => set('discount', event.currentTarget.value, 'push')}
        >
          <option value="">{words.discountCase}</option>
          {discountIds.map((id) => (
            <option key={id} value={id}>
              {words.discounts[id]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="rent">{words.rent}</label>
        <input
          id="rent"
          inputMode="decimal"
          value={unlessTyping('rent', fieldValue('rent') ?? '')}
          onChange={(event) => set('rent', event.currentTarget.value.trim(), 'push')}
        />
        <Help field="options" text={words.rentHelp(currency)} />
      </div>
      <Word id="vat" label={words.vat} wrong="taxes.vat" />
      <Word id="duty" label={words.duty} wrong="taxes.duty" />
      <Word id="served" label={words.tokensPerDay} wrong="serving" />
    </form>
  )
}

type WordProps = { readonly id: string; readonly label: string; readonly wrong: string }

function Word({ id, label, wrong }: WordProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        value={unlessTyping(id, fieldValue(id) ?? '')}
        onChange={(event) => set(id, event.currentTarget.value.trim(), 'push')}
      />
      <Wrong field={wrong} />
    </div>
  )
}

function Wrong({ field }: { readonly field: string }) {
  const wrong = problems.value.find((problem) => problem.field.startsWith(field))
  return wrong === undefined ? null : (
    <p class="wrong">
      <Said text={wrong.message} />
    </p>
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

function Help({ field, text }: { readonly field: string; readonly text: string }) {
  const wrong = problems.value.find((problem) => problem.field.startsWith(field))
  if (wrong === undefined) return <p class="help">{text}</p>
  const remedy = remedyOf({ ...wrong, field: 'rent' }, fields.value, invest.value?.currency ?? '')
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
