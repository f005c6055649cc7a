import { textOf } from '../state/text-of.ts'
import { signal } from '@preact/signals'
import { late } from '../late.ts'
import { keepOffline } from '../offline/offline.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { later, lose } from '../parts/later.tsx'
import { open as openView } from '../page.tsx'
import { remedyOf, respelt } from './remedy.ts'
import { fields, known, view } from '../state/state.ts'
import { views } from '../views.ts'
import { Baseline, Beside, followBaseline } from './baseline.tsx'
import { copiesOf } from './curl.ts'
import './more.css'
import { costIn, shownAs, UnitChoices } from './units.tsx'
import { isWriting, undoByKey } from './undo-key.ts'
import { followLong, LinkNotices } from './link-notices.tsx'
import { Printed } from './printed.tsx'
import { moreWords as words } from './words.ts'

const Keys = later(async () => (await import('./keys.tsx')).Keys)
const Scenario = later(async () => (await import('../hand/scenario.tsx')).Scenario)
const open = signal<'keys' | 'units' | 'scenario' | null>(null)
const copied = signal('')

/** Under the header of every view: the baseline, the units, the request behind what is in sight, the keys. */
function Bar() {
  const close = () => (open.value = null)
  if (location.pathname.endsWith('/embed'))
    return (
      <a href={`./${location.hash}`} target="_blank" rel="noopener">
        {words.credit(known.value?.version ?? '')}
      </a>
    )
  const copies = () => copiesOf(view.value, fields.value)
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => (copied.value = text), lose)
  }
  return (
    <>
      <Baseline />
      <span class="space" />
      {(['units', 'scenario'] as const).map((what) => (
        <button key={what} type="button" class="link" onClick={() => (open.value = what)}>
          {words[what]}
        </button>
      ))}
      {(['command', 'curl'] as const).map((form) => (
        <button key={form} type="button" class="link copies" onClick={() => copy(copies()[form])}>
          {words[form]}
        </button>
      ))}
      {/* What nobody has copied is not written out at each step of a slider. */}
      <span role="status">
        {copied.value !== '' && Object.values(copies()).includes(copied.value) && words.copied}
      </span>
      <button type="button" class="link" onClick={() => (open.value = 'keys')}>
        {words.keysAndSign}
      </button>
      {open.value === 'keys' && <Keys onClose={close} />}
      {(open.value === 'units' || open.value === 'scenario') && (
        <Dialog title={words[open.value]} onClose={close}>
          {open.value === 'units' ? <UnitChoices /> : <Scenario onTaken={close} />}
        </Dialog>
      )}
    </>
  )
}

const Notes = () => (
  <>
    <LinkNotices />
    <Printed />
  </>
)

/** A question mark shows the keys, a digit a view, where no text is being written. */
function listen(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return
  const wanted = views[Number(event.key) - 1]
  if (wanted !== undefined) openView(wanted.id)
  if (event.key === '?') open.value = 'keys'
}

/** Opens a file that is a scenario; what is wrong with it is said where one is opened. */
async function opened(file: File): Promise<boolean> {
  if (!/^\s*\{\s*"scenario"/.test(await textOf(file.slice(0, 60)))) return false
  const { takeScenario } = await import('../hand/scenario.tsx')
  open.value = (await takeScenario(file)) ? null : 'scenario'
  return true
}

/** Starts all that can wait for the first answer. */
export function startAfter(): void {
  keepOffline()
  for (const heard of [listen, undoByKey]) addEventListener('keydown', heard)
  addEventListener('drop', ({ dataTransfer }) => {
    for (const file of dataTransfer?.files ?? []) void opened(file)
  })
  followBaseline()
  followLong()
  late.value = { Bar, Notes, Beside, shownAs, costIn, opened, remedyOf, respelt }
}
