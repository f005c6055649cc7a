import type { LinkNotice } from '../state/address.ts'
import { count } from '../format.ts'
import { notices } from '../state/state.ts'
import { words as all } from '../words.ts'
import { t, translated } from '../language.ts'

const words = translated({
  newer: (version: string) =>
    t`This link was made by a newer version of the page (${version}). What this one knows of it is shown; the rest is left out.`,
  unknown: (names: string) =>
    t`The link says what this version does not know, and that is left out: ${names}.`,
  long: (name: string, length: string) =>
    t`The link's ${name} is ${length} characters long, too long to be one, and is left out.`,
})

/** What of the link was left out, and why. */
export function LinkNotices() {
  return (
    <section class="trouble notice" role="status">
      {notices.value.map((notice) => (
        <p key={notice.kind}>{sentence(notice)}</p>
      ))}
      <p>
        <button type="button" onClick={() => (notices.value = [])}>
          {all.close}
        </button>
      </p>
    </section>
  )
}

function sentence(notice: LinkNotice): string {
  const { newer, unknown, long } = words
  if (notice.kind === 'newer') return newer(notice.version)
  return notice.kind === 'unknown'
    ? unknown(notice.names.join(', '))
    : long(notice.name, count(notice.length))
}
