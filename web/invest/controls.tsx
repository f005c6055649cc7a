import { Field } from '../parts/field.tsx'
import { Pair } from '../plan/controls/sliders.tsx'
import { fields, fieldValue, set, change } from '../state/state.ts'
import { say, spokenAnswer } from '../language.ts'
import { investWords as words } from '../words/invest.ts'
import { percentUsed, programmeFields } from './asked.ts'
import { MainFigures, MoreFigures, OwnProgramme, Word, wrongWith } from './own.tsx'
import { cases, chosenCase, invest, ownProgramme } from './state.ts'
import { Select } from '../parts/select.tsx'

/** The programme's inputs of most consequence; the others are folded. */
export function InvestControls() {
  const currency = invest.value?.currency ?? ''
  const centre = invest.value?.assumptions.find(({ id }) => id === 'utilisation')?.value
  const use = percentUsed(fieldValue('utilisation') || String(centre ?? 0.85))
  const horizon = fieldValue('horizon') || String(invest.value?.horizonY ?? 5)
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <CaseChoice />
      <Slider id="utilisation" value={use} span={[10, 100]} unit="%" />
      <Slider id="horizon" value={horizon} span={[1, 15]} unit="" />
      <MainFigures />
      <Word id="rent" label={words.rent} help={words.rentHelp(currency)} />
      <MoreFigures />
      <OwnProgramme />
    </form>
  )
}

function CaseChoice() {
  const isOwn = ownProgramme(fields.value) !== null
  return (
    <Field id="case" label={words.case} help={say(chosenCase()?.story ?? '')}>
      <Select
        id="case"
        value={isOwn ? '' : chosenCase()?.id}
        options={spokenAnswer(cases.value).map(({ id, sentence }) => [id, sentence])}
        onChoose={(id) => {
          const kept = Object.entries(fields.value).filter(([name]) => !programmeFields.includes(name))
          change({ ...Object.fromEntries(kept), case: id }, 'push')
        }}
      >
        {isOwn && <option value="">{words.own.chosen}</option>}
      </Select>
    </Field>
  )
}

type SliderProps = {
  readonly id: 'utilisation' | 'horizon'
  readonly value: string
  readonly span: readonly [least: number, most: number]
  readonly unit: string
}

function Slider({ id, value, span: [least, most], unit }: SliderProps) {
  const held = (said: string) => (unit === '' ? said : `${said.replace(/ ?%/, '')}%`)
  return (
    <Field id={id} label={`${words[id]}${unit === '' ? '' : `, ${unit}`}`} help="" wrong={wrongWith(id)}>
      <Pair
        id={id}
        label={words[id]}
        hint=""
        said={`${value} ${unit}`.trim()}
        text={value}
        last={most - least}
        position={Number(value.replace(',', '.')) - least}
        onStep={(step) => set(id, held(String(step + least)))}
        held={held}
      />
    </Field>
  )
}
