import { signal } from '@preact/signals'
import { t, translated } from '../language.ts'
import { link } from '../state/state.ts'
import { words as all } from '../words.ts'
import { noticesOf } from './notices.ts'

const words = translated({
  newer: (version: string) =>
    t`This link was made by a newer version of the page (${version}). What this one knows of it is shown; the rest is left out.`,
  unknown: (names: string) =>
    t`The link says what this version does not know, and that is left out: ${names}.`,
  long: (name: string, length = '') =>
    t`The link's ${name} is ${length} characters long, too long to be one, and is left out.`,
  wrong: (said: string, right = '') =>
    t`The link says ${said}, which cannot be and is left out; right would be, for instance: ${right}.`,
})

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
