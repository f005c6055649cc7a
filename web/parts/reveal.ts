/** A control, with whatever it is folded into opened, on a phone the sheet too; null where there is none. */
export function reveal(id: string): HTMLElement | null {
  const target = document.getElementById(id)
  for (let at = target?.closest('details'); at; at = at.parentElement?.closest('details')) at.open = true
  const handle = target?.closest('.sheet:not(.open)')?.querySelector<HTMLElement>('.handle')
  if (handle?.checkVisibility() === true) handle.click()
  return target
}

/** The same, and what is done with it once it is there: the controls of another view are drawn within some frames. */
export function whenThere(id: string, then: (target: HTMLElement) => void, frames = 60): void {
  const target = reveal(id)
  requestAnimationFrame(() => {
    if (target !== null) then(target)
    else if (frames > 0) whenThere(id, then, frames - 1)
  })
}
