import { textOf } from '../state/text-of.ts'
import { batch, signal } from '@preact/signals'
import type { Problem } from '../../sim/index.ts'
import { lose } from '../parts/later.tsx'
import { saveText } from '../parts/save.ts'
import { Refused } from '../plan/controls/own.tsx'
import { fromFragment, known as knownFields, toFragment, viewOf } from '../state/address.ts'
import type { Said } from '../state/said.ts'
import { change, fields, known, link, view } from '../state/state.ts'
import { fieldsOfScenario, scenarioName, scenarioOf } from './command.ts'
import { handWords as words } from './words.ts'

const problems = signal<readonly Problem[]>([])

/** Saves all that is asked, in every view, and opens it again. */
export function Scenario({ onTaken }: { readonly onTaken?: () => void }) {
  const take = async (file: File) => {
    if (await takeScenario(file)) onTaken?.()
  }
  return (
    <div>
      <p class="help">{words.scenarioAbout}</p>
      <button type="button" onClick={() => void saveScenario().catch(lose)}>
        {words.scenarioOut}
      </button>{' '}
      <label>
        {words.scenarioIn}{' '}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file !== undefined) void take(file).catch(lose)
            event.currentTarget.value = ''
          }}
        />
      </label>
      <Refused title={words.scenarioRefused} problems={problems.value} />
    </div>
  )
}

export async function saveScenario(): Promise<void> {
  const title = document.querySelector('main h1')?.textContent ?? ''
  const beside = { petaplan: known.value?.version, title, view: view.value, ...(await logHeld()) }
  saveText(scenarioName, scenarioOf(fields.value, beside), 'application/json')
}

/** Puts a scenario in place of what is asked; what is none changes nothing, and false is given. */
export async function takeScenario(file: File): Promise<boolean> {
  const read = fieldsOfScenario(await textOf(file))
  if (read === null || read.isNewer) {
    const message = read === null ? words.noObject : words.scenarioNewer
    problems.value = [{ field: 'scenario', message }]
    return false
  }
  const { lang = '' } = fields.value
  // One that names no language is read in that of the page.
  const said = { lang, ...read.fields }
  const { beside } = read
  const strange = Object.keys(said).filter((name) => !knownFields.includes(name))
  problems.value = strange.map((field) => ({ field, message: 'is no field that this page has' }))
  if (problems.value.length > 0) return false
  // As a link would: what is wrong with the run or with a word of a view is said over it, with what would be right.
  const fragment = `#${toFragment(said, viewOf(`view=${String(beside['view'])}`))}`
  const bringLog = await logOf(beside)
  batch(() => {
    bringLog()
    link.value = fragment
    view.value = viewOf(fragment)
    change(fromFragment(fragment), 'push')
  })
  return true
}

/** The log that the queue replays, with what was said of it. */
async function logHeld() {
  if ((fields.value['log'] ?? '') === '') return {}
  const { columns, file, machine } = await import('../queue/given.ts')
  if (file.value === null) return {}
  const data = await dataOf(file.value)
  return { log: { name: file.value.name, data, columns: columns.value, machine: machine.value } }
}

/** The bytes of a file, which need be no text, as an address holds them. */
function dataOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
}

/** Puts the log of a scenario in its place, or none: another's would answer in it. */
async function logOf({ log }: Said): Promise<() => void> {
  const queue = await import('../queue/given.ts')
  const { name = '', data = '', columns = {}, machine = null } = Object(log)
  const bytes = Uint8Array.from(atob(String(data).replace(/^.*,/, '')), (byte) => byte.codePointAt(0) ?? 0)
  return () => {
    queue.file.value = log === undefined ? null : new File([bytes], String(name))
    queue.columns.value = Object.fromEntries(Object.entries<string>(columns))
    queue.machine.value = machine === null ? null : { name: String(machine.name), text: String(machine.text) }
  }
}
