import { undo } from '../state/past.ts'

/** Whether a key is a letter of a text. */
export function isWriting({ target }: KeyboardEvent): boolean {
  const isText = target instanceof HTMLInputElement && target.type !== 'range'
  return isText || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Ctrl or ⌘ with Z, where no text is being written, which has an undo of its own. */
export function undoByKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
  if (isWriting(event)) return
  event.preventDefault()
  if (event.shiftKey) history.forward()
  else undo()
}
