/** What a worker offers: functions by name, whose arguments and answers are plain data. */
export type Offered = { readonly [name: string]: (...args: never[]) => unknown }

/** The same functions as the page sees them: each call is a message, its answer a promise. */
export type Remote<T extends Offered> = {
  readonly [Name in keyof T]: (...args: Parameters<T[Name]>) => Promise<Awaited<ReturnType<T[Name]>>>
}

type Call = { readonly id: number; readonly name: string; readonly args: never[] }
type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: string }
  | { readonly report: unknown }

export function offer(functions: Offered): void {
  addEventListener('message', ({ data: { id, name, args } }: MessageEvent<Call>) => {
    const reply = (said: Reply) => {
      postMessage(said)
    }
    Promise.resolve()
      .then(() => functions[name]?.(...args))
      .then(
        (value) => {
          reply({ id, value })
        },
        (fault: unknown) => {
          reply({ id, fault: String(fault) })
        },
      )
  })
}

/** Tells the page something before an answer is there, such as how far it is. */
export function report(said: unknown): void {
  const message: Reply = { report: said }
  postMessage(message)
}

/** What was last asked of each function. */
export const lastAsked = new Map<string, unknown>()

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (fault: Error) => void }

type OnReport = (said: unknown) => void

/** A worker whose code could not be loaded: the file is missing, or there is no connection. */
export class NotLoaded extends Error {
  constructor() {
    super('its file could not be loaded')
  }
}

/**
 * The functions that a worker offers; a fault there is a fault here. The worker is opened by the first call, and opened
 * anew by the next one where its code could not be loaded.
 */
export function remote<T extends Offered>(open: () => Worker, onReport?: OnReport): Remote<T>
export function remote(open: () => Worker, onReport?: OnReport): object {
  const waiting = new Map<number, Waiting>()
  let opened: Worker | null = null
  const start = () => {
    const worker = open()
    listenTo(worker, { waiting, onReport, onLost: () => (opened = null) })
    return worker
  }
  let calls = 0
  const call = (name: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      calls += 1
      lastAsked.set(name, args[0])
      waiting.set(calls, { resolve, reject })
      opened ??= start()
      opened.postMessage({ id: calls, name, args })
    })
  return new Proxy(
    {},
    {
      get: (_, name) =>
        typeof name === 'string' ? (...args: readonly unknown[]) => call(name, args) : undefined,
    },
  )
}

type Listening = {
  readonly waiting: Map<number, Waiting>
  readonly onReport: OnReport | undefined
  readonly onLost: () => void
}

/** How browsers say that a module did not arrive. */
const unloaded = /dynamically imported module|importing a module script/i

function listenTo(worker: Worker, { waiting, onReport, onLost }: Listening): void {
  const giveUp = (fault: Error) => {
    for (const { reject } of waiting.values()) reject(fault)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    if ('report' in data) {
      onReport?.(data.report)
      return
    }
    const promise = waiting.get(data.id)
    waiting.delete(data.id)
    if (!('fault' in data)) promise?.resolve(data.value)
    else if (unloaded.test(data.fault)) {
      // A browser does not ask again for a module that it could not load: a new worker does.
      onLost()
      worker.terminate()
      promise?.reject(new NotLoaded())
      giveUp(new NotLoaded())
    } else promise?.reject(new Error(data.fault))
  })
  // A script that cannot be loaded says so without a message; one that breaks has one, and works on.
  worker.addEventListener('error', (event: Event) => {
    const message = event instanceof ErrorEvent ? event.message : ''
    const isLost = message === ''
    if (isLost) onLost()
    giveUp(isLost ? new NotLoaded() : new Error(message))
  })
}
