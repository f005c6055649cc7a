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

/** Offers functions to the page, in a worker. */
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

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (fault: Error) => void }

type OnReport = (said: unknown) => void

/** The functions that a worker offers; a fault there is a fault here. */
export function remote<T extends Offered>(worker: Worker, onReport?: OnReport): Remote<T>
export function remote(worker: Worker, onReport?: OnReport): object {
  const waiting = new Map<number, Waiting>()
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    if ('report' in data) {
      onReport?.(data.report)
      return
    }
    const promise = waiting.get(data.id)
    waiting.delete(data.id)
    if ('fault' in data) promise?.reject(new Error(data.fault))
    else promise?.resolve(data.value)
  })
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  })
  let calls = 0
  const call = (name: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      calls += 1
      waiting.set(calls, { resolve, reject })
      worker.postMessage({ id: calls, name, args })
    })
  return new Proxy(
    {},
    {
      get: (_, name) =>
        typeof name === 'string' ? (...args: readonly unknown[]) => call(name, args) : undefined,
    },
  )
}
