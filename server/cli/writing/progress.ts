const width = 30
const step = 0.1

/** A bar on stderr: redrawn in place on a terminal, a line for every tenth elsewhere. */
export function progressBar(what: string): (share: number) => void {
  let shown = -step
  return (share) => {
    const isTerminal = process.stderr.isTTY
    if (!isTerminal && share < 1 && share - shown < step) return
    if (shown === 1) return
    shown = share
    const filled = Math.round(share * width)
    const bar = `${'#'.repeat(filled)}${'.'.repeat(width - filled)}`
    const line = `${what} [${bar}] ${String(Math.floor(share * 100))} %`
    process.stderr.write(isTerminal && share < 1 ? `${line}\r` : `${line}\n`)
  }
}

/** The same for what may be over in a moment: nothing is shown before it has taken two seconds. */
export function lateProgressBar(what: string): (share: number) => void {
  const patienceMs = 2000
  const startMs = performance.now()
  const show = progressBar(what)
  let isShown = false
  return (share) => {
    isShown ||= performance.now() - startMs > patienceMs
    if (isShown) show(share)
  }
}
