import { textOf } from '../../state/text-of.ts'
import { useSignal } from '@preact/signals'
import type { Problem } from '../../../sim/index.ts'
import { short } from '../../format.ts'
import { say, t } from '../../language.ts'
import { late } from '../../late.ts'
import { unlessTyping } from '../../parts/field.tsx'
import { reveal } from '../../parts/reveal.ts'
import { ownFile } from '../../state/own-file.ts'
import { isOwn } from '../../state/said.ts'
import { answered, change, fields, inputOf, lastAnswer } from '../../state/state.ts'
import { simulation } from '../../worker/simulation.ts'
import { ownWords } from '../../words/pilot.ts'
import { useReasons } from '../use-reasons.ts'

type OwnProps = {
  readonly id: 'model' | 'system'
  /** Stands above what is pasted, such as a form that makes it. */
  readonly children?: preact.ComponentChildren
}

/** A model or a machine of a person's own in place of a record of the catalogue. */
export function Own({ id, children }: OwnProps) {
  return (
    <OwnFile id={id} words={ownWords[id]} take={(text) => takeOwn(id, text)} above={children}>
      {isOwn(fields.value[id] ?? '') && <AsRead id={id} />}
    </OwnFile>
  )
}

type OwnFileProps = {
  /** The field that holds it. */
  readonly id: string
  readonly words: PasteProps['words'] & { readonly refused: string }
  readonly take: (text: string) => Promise<readonly Problem[]>
  readonly above?: preact.ComponentChildren
  readonly children?: preact.ComponentChildren
}

/** A file of a person's own, pasted, dropped or chosen. One that is refused changes nothing: what is wrong with it is said beside it. */
export function OwnFile({ id, words: said, take: read, above, children }: OwnFileProps) {
  const text = useSignal(isOwn(fields.value[id] ?? '') ? pretty(fields.value[id] ?? '') : '')
  const problems = useSignal<readonly Problem[]>([])
  const take = async (next: string) => {
    text.value = next
    const file = ownFile(id, next)
    problems.value = next.trim() === '' ? [] : file.ok ? await read(file.value) : file.problems
  }
  return (
    <Drop look="own" onFile={(file) => void textOf(file).then(take)}>
      {above}
      <Paste
        id={id}
        words={said}
        accept=".json,application/json"
        text={text.value}
        onText={(next) => void take(next)}
        onFile={(file) => void textOf(file).then(take)}
      />
      <Refused title={said.refused} problems={problems.value} />
      {children}
    </Drop>
  )
}

type PasteProps = {
  readonly id: string
  readonly words: Readonly<Record<'paste' | 'example' | 'file', string>>
  readonly accept: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly onFile: (file: File) => void
}

/** A box to paste a file into, and a button to choose one. */
export function Paste({ id, words: said, accept, text, onText, onFile }: PasteProps) {
  return (
    <>
      <label for={`own-${id}`}>{said.paste}</label>
      <textarea
        id={`own-${id}`}
        spellcheck={false}
        placeholder={said.example}
        value={unlessTyping(`own-${id}`, text)}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <label for={`file-${id}`}>{said.file}</label>
      <input
        id={`file-${id}`}
        type="file"
        accept={accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file !== undefined) onFile(file)
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

const mostProblems = 12

type RefusedProps = { readonly title: string; readonly problems: readonly Problem[] }

/** What is wrong with a file of a person's own. */
export function Refused({ title, problems }: RefusedProps) {
  if (problems.length === 0) return null
  return (
    <div role="alert">
      <p class="wrong">{title}</p>
      <ul>
        {problems.slice(0, mostProblems).map(({ field, message }) => (
          <li key={field + message}>{t`${field}: ${say(message)}`}</li>
        ))}
      </ul>
    </div>
  )
}

/** Puts a file, and fields of the run beside it, into the run where they can be read; else says what is wrong with them. */
export async function takeOwn(
  id: 'model' | 'system',
  text: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<readonly Problem[]> {
  const put = { ...beside, [id]: text }
  const asked = await simulation.check(inputOf({ ...fields.value, ...put }))
  const isOfIt = ({ field }: Problem) => Object.keys(put).includes(field.split('.')[0] ?? '')
  const wrong = asked.status === 'refused' ? asked.problems.filter(isOfIt) : []
  // A machine that is smaller than the run asks for is taken with the run on all of it.
  const nearest = asked.status === 'infeasible' ? asked.obstacles[0]?.nearest : null
  const whole = id === 'system' && nearest?.field === 'gpus' ? { gpus: String(nearest.value) } : {}
  if (wrong.length > 0) return wrong
  change({ ...fields.value, ...put, ...whole }, 'push')
  // A machine that names no country asks for the grid: its control is there.
  if (asked.status === 'refused' && asked.problems.some(({ field }) => field === 'grid'))
    reveal('grid')?.focus()
  return []
}

export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 1)
  } catch {
    return json
  }
}

/** How the file was read: what it comes to, and each remark of the reader. */
function AsRead({ id }: { readonly id: 'model' | 'system' }) {
  const answer = lastAnswer.value
  const reasons = useReasons()
  if (answer === null || answered.value?.status !== 'answer') return null
  if (id === 'system')
    return <p class="help">{ownWords.system.read(answer.system.name, answer.system.accelerator)}</p>
  const { name, parameters, activeParameters } = answer.model
  const remarks = (reasons?.assumptions ?? []).filter(({ id: symbol }) => /^model\d+$/.test(symbol))
  return (
    <>
      <p class="help">{ownWords.model.read(name, short(parameters), short(activeParameters))}</p>
      {remarks.length > 0 && (
        <ul>
          {remarks.map(({ id: symbol, value }) => (
            <li key={symbol}>{say(String(value))}</li>
          ))}
        </ul>
      )}
    </>
  )
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
  const take = async (file: File) => (await late.value?.opened(file)) === true || onFile(file)
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
        event.stopPropagation()
        over.value = false
        for (const file of event.dataTransfer?.files ?? []) void take(file)
      }}
    >
      {children}
    </div>
  )
}
