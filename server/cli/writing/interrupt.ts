/** Being told to stop, by Ctrl-C or by the queue. */
export type Interrupt = {
  readonly signal: AbortSignal
  /** Stops listening; gives the exit code if told to stop. */
  readonly end: () => number | null
}

const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** Listens for the first signal, so that work can be left in order; a second one ends the process as ever. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController()
  let code: number | null = null
  const stopBy = (name: keyof typeof codes) => () => {
    code = codes[name]
    controller.abort()
  }
  const byKey = stopBy('SIGINT')
  const byQueue = stopBy('SIGTERM')
  process.once('SIGINT', byKey)
  process.once('SIGTERM', byQueue)
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', byKey)
      process.off('SIGTERM', byQueue)
      return code
    },
  }
}
