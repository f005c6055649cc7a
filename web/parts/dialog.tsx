import { useEffect, useRef } from 'preact/hooks'
import { words } from '../words.ts'

type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  readonly children: preact.ComponentChildren
}

/** A dialog that gives the focus back to what opened it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const asker = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    return () => {
      // One that was closed has given it back, and somebody may have taken it elsewhere since.
      if (shown?.open === true && asker instanceof HTMLElement) asker.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <header>
        <h3>{title}</h3>
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </header>
      {children}
    </dialog>
  )
}
