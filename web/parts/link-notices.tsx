import type { LinkNotice } from '../state/address.ts'
import { count } from '../format.ts'
import { notices } from '../state/state.ts'
import { words } from '../words.ts'

/** What of the link was left out, and why. */
export function LinkNotices() {
  if (notices.value.length === 0) return null
  return (
    <section class="trouble notice" role="status">
      {notices.value.map((notice) => (
        <p key={notice.kind}>{sentence(notice)}</p>
      ))}
      <p>
        <button type="button" onClick={() => (notices.value = [])}>
          {words.close}
        </button>
      </p>
    </section>
  )
}

function sentence(notice: LinkNotice): string {
  const { newer, unknown, long } = words.link
  if (notice.kind === 'newer') return newer(notice.version)
  return notice.kind === 'unknown'
    ? unknown(notice.names.join(', '))
    : long(notice.name, count(notice.length))
}
