import { signal } from '@preact/signals'
import { worded } from '../language.ts'
import { link } from '../state/state.ts'
import { words as all } from '../words.ts'
import said from '../words/said/notices.json'
import { noticesOf } from './notices.ts'

const words = worded({}, said)

/** The link whose notices were read. */
const closed = signal('')

/** What of the link was left out, and why. */
export function LinkNotices() {
  const notices = link.value === closed.value ? [] : noticesOf(link.value)
  if (notices.length === 0) return null
  return (
    <section class="trouble notice" role="status">
      {notices.map((notice) => (
        <p key={JSON.stringify(notice)}>{words[notice.kind](...notice.said)}</p>
      ))}
      <p>
        <button type="button" onClick={() => (closed.value = link.value)}>
          {all.close}
        </button>
      </p>
    </section>
  )
}
