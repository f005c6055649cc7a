import { computed, signal } from '@preact/signals'
import { count } from '../format.ts'
import { handWords } from '../hand/words.ts'
import { worded } from '../language.ts'
import { lose } from '../parts/later.tsx'
import { hold, isApart, isToPack, longestValue } from '../state/address.ts'
import { packed } from '../state/packing.ts'
import { link, linkAnew, rested } from '../state/state.ts'
import { words as all } from '../words.ts'
import said from '../words/said/notices.json'
import { noticesOf } from './notices.ts'

const words = worded({}, said)

/** The link, and the fields too long for one, whose notices were read. */
const closed = signal('')

const kept = computed(() => {
  const long = Object.entries(rested.value).filter(([, value]) => isApart(value))
  return long.map(([name]) => name).join(', ')
})
const save = async () => (await import('../hand/scenario.tsx')).saveScenario()

/** What of the link was left out, and why; what no link can hold. */
export function LinkNotices() {
  const now = `${link.value} ${kept.value}`
  const isKept = kept.value !== ''
  const notices = [
    ...noticesOf(link.value),
    ...(isKept ? [{ kind: 'kept', said: [count(longestValue), kept.value] } as const] : []),
  ]
  if (now === closed.value || notices.length === 0) return null
  return (
    <section class="trouble notice" role="status">
      {notices.map((notice) => (
        <p key={JSON.stringify(notice)}>{words[notice.kind](...notice.said)}</p>
      ))}
      <p>
        {isKept && (
          <button type="button" onClick={() => void save().catch(lose)}>
            {handWords.scenarioOut}
          </button>
        )}{' '}
        <button type="button" onClick={() => (closed.value = now)}>
          {all.close}
        </button>
      </p>
    </section>
  )
}

/** Compresses what is long in each link, where the browser can and that is shorter. */
export function followLong(): void {
  const tried = new Set<string>()
  rested.subscribe((fields) => {
    const long = Object.values(fields).filter((value) => isToPack(value) && !tried.has(value))
    for (const value of long) tried.add(value)
    if (long.length > 0) void Promise.all(long.map(holdPacked)).then(linkAnew, linkAnew)
  })
}

async function holdPacked(text: string): Promise<void> {
  const mark = await packed(text)
  if (mark.length < Math.min(longestValue, encodeURIComponent(text).length)) hold(mark, text)
}
