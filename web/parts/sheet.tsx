import { useSignal } from '@preact/signals'
import { words } from '../words.ts'

type SheetProps = {
  readonly label: string
  /** What the handle says while the sheet is closed. */
  readonly change: string
  readonly children: preact.ComponentChildren
}

/** Controls: a column beside the answer; on a phone a sheet that leaves the headline in sight. */
export function Sheet({ label, change, children }: SheetProps) {
  const open = useSignal(false)
  return (
    <aside class={open.value ? 'sheet open' : 'sheet'} aria-label={label}>
      <button
        type="button"
        class="handle"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {open.value ? words.close : change}
      </button>
      <div class="sheet-body">{children}</div>
    </aside>
  )
}
