import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Source } from '../../said.tsx'
import type { Choices, Knob } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { ReliabilityControls } from './reliability.tsx'
import { LogSlider, ListSlider } from './sliders.tsx'
import { isOwn, rangesOf, sizeOf, withRange } from '../../state/said.ts'
import { Choice, Field, unlessTyping, Written } from '../../parts/field.tsx'
import { Fold } from '../../parts/fold.tsx'
import { later, Loading } from '../../parts/later.tsx'
import { Select } from '../../parts/select.tsx'
import { heldOf, inWriting } from '../../state/number.ts'
import { change, fieldValue, known, lastAnswer, set } from '../../state/state.ts'
import { spoken, spokenAnswer } from '../../language.ts'
import { words } from '../../words.ts'

const Own = later(async () => (await import('./own.tsx')).Own)
const OwnMachine = later(async () => (await import('./own-machine.tsx')).OwnMachine)
const Pilot = later(async () => (await import('./pilot.tsx')).Pilot)

const precisions = [
  ['bf16', 'bf16'],
  ['fp8', 'fp8'],
] as const

/** That of the answer: 4096, or what the model's positions allow. */
const seqLen = computed(() => String(lastAnswer.value?.compute.seqLen ?? ''))

/** The inputs of a run, ordered by consequence. */
export function Controls() {
  const start = known.value
  if (start === null) return <Loading />
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <Presets />
      <ModelChoice choices={start.choices} />
      <OwnFile id="model">{() => <Own id="model" />}</OwnFile>
      <LogSlider knob={knob('tokens')} />
      <SystemChoice choices={start.choices} />
      <OwnFile id="system">{() => <OwnMachine />}</OwnFile>
      <ListSlider knob={knob('gpus')} values={counts(start.choices)} />
      <Fold title={words.pilot} open={fieldValue('profile') !== undefined} isControl>
        {() => <Pilot />}
      </Fold>
      <details class="more">
        <summary>{words.doubt.settings}</summary>
        <ReliabilityControls knob={knob} />
      </details>
      <details class="more">
        <summary>{words.more}</summary>
        <TextField knob={knob('mfu')} hint={words.planner} />
        <TextField knob={knob('seqLen')} hint={seqLen.value} />
        <TextField knob={knob('globalBatchTokens')} hint={words.usual} />
        <Choice id="precision" label={knob('precision').label} usual="bf16" options={precisions} />
        <Choice
          id="grid"
          label={knob('grid').label}
          usual=""
          options={[
            ['', words.systemGrid],
            ...spokenAnswer(start.choices.grids).map(({ id, name }) => [id, name] as const),
          ]}
        />
        <TextField knob={knob('gpuHourPrice')} hint={words.tariffOrRent} />
        <TextField knob={knob('powerPrice')} hint="EUR 0.15" help={words.powerPriceHelp} />
        <TextField knob={knob('layout')} hint={words.planner} />
        <Ranges />
      </details>
    </form>
  )
}

function knob(id: string): Knob {
  const found = known.value?.knobs.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no knob ${id}`)
  return spokenAnswer(found)
}

/** Doublings of the chosen system's node, up to the whole of it. */
function counts(choices: Choices): readonly number[] {
  const system = sizeOf(fieldValue('system') ?? '', choices)
  const most = system?.accelerators ?? 131072
  const values: number[] = []
  for (let gpus = system?.acceleratorsPerNode ?? 8; gpus < most; gpus *= 2) values.push(gpus)
  return [...values, most]
}

function Presets() {
  const presets = spokenAnswer(known.value?.presets ?? [])
  const current = presets.find(({ input }) =>
    Object.entries(input).every(([name, value]) => fieldValue(name) === String(value)),
  )
  const choose = (id: string) => {
    const preset = presets.find((one) => one.id === id)
    if (preset === undefined) return
    change(
      Object.fromEntries(Object.entries(preset.input).map(([name, value]) => [name, String(value)])),
      'push',
    )
  }
  return (
    <Field id="preset" label={words.preset} help={current?.story ?? ''}>
      <Select
        id="preset"
        value={current?.id ?? ''}
        options={[['', words.presetNone], ...presets.map(({ id, sentence }) => [id, sentence] as const)]}
        onChoose={choose}
      />
      {current !== undefined && <Source look="help" url={current.url} text={words.source} />}
    </Field>
  )
}

function ModelChoice({ choices }: { readonly choices: Choices }) {
  // The same list at every step of a slider: a hundred names are not put together anew.
  const options = useMemo(() => modelOptions(choices), [choices, spoken.value])
  return (
    <Field id="model" label={knob('model').label} help="">
      <select
        id="model"
        value={fieldValue('model') ?? ''}
        onChange={(event) => set('model', event.currentTarget.value, 'push')}
      >
        <OwnOption id="model" />
        {options}
      </select>
    </Field>
  )
}

function modelOptions({ models }: Choices) {
  return [...new Set(models.map(({ family }) => family))].map((family) => (
    <optgroup key={family} label={family}>
      {models
        .filter((model) => model.family === family)
        .map(({ id, name, parameters }) => (
          <option key={id} value={id}>
            {`${name} · ${short(parameters)}`}
          </option>
        ))}
    </optgroup>
  ))
}

function SystemChoice({ choices }: { readonly choices: Choices }) {
  const system = choices.systems.find(({ id }) => id === fieldValue('system'))
  return (
    <Field
      id="system"
      label={knob('system').label}
      help={system === undefined ? '' : `${count(system.accelerators)} × ${system.accelerator}`}
    >
      <Select
        id="system"
        value={fieldValue('system') ?? ''}
        options={choices.systems.map(({ id, name }) => [id, name])}
        onChoose={(id) => set('system', id, 'push')}
      >
        <OwnOption id="system" />
      </Select>
    </Field>
  )
}

type OwnFileProps = { readonly id: 'model' | 'system'; readonly children: () => preact.ComponentChildren }

/** Where a file of a person's own is given; open while one is. */
function OwnFile({ id, children }: OwnFileProps) {
  return (
    <Fold title={words.own[id].title} open={isOwn(fieldValue(id) ?? '')} isControl>
      {children}
    </Fold>
  )
}

/** Stands in the menu for a file of a person's own. */
function OwnOption({ id }: Pick<OwnFileProps, 'id'>) {
  const value = fieldValue(id) ?? ''
  if (!isOwn(value)) return null
  return <option value={value}>{words.own.option(lastAnswer.value?.[id].name ?? '')}</option>
}

/** PUE and any other input as a range, and how many samples. */
function Ranges() {
  const ranges = fieldValue('ranges') ?? ''
  return (
    <>
      <Field id="pue" label={words.ranges.pue} help={words.ranges.pueHelp}>
        <input
          id="pue"
          value={unlessTyping('pue', inWriting(rangesOf(ranges)['pueRatio'] ?? ''))}
          placeholder={words.ranges.asSystem}
          onChange={(event) =>
            set('ranges', withRange(ranges, 'pueRatio', heldOf(event.currentTarget.value)), 'push')
          }
        />
      </Field>
      <Written id="ranges" label={words.ranges.title} help={words.ranges.help} hint="mfu=0.28 to 0.36" />
      <Written id="samples" label={words.ranges.samples} help={words.ranges.samplesHelp} hint="2000" />
    </>
  )
}

type TextProps = { readonly knob: Knob; readonly hint: string; readonly help?: string }

function TextField({ knob: { id, label, help: usual }, hint, help }: TextProps) {
  return <Written id={id} label={label} help={help ?? usual} hint={hint} />
}
