/** Somebody who waits for a thread. */
type Waiting = {
  readonly client: string
  readonly isHeavy: boolean
  readonly arrival: number
  readonly start: () => void
}

export type LineOptions = {
  readonly threads: number
  readonly mostWaiting: number
  /** Of one client; the rest of the places is for others. */
  readonly mostWaitingOfClient: number
}

/** Too many wait already: how many, and whether they are this client's own. */
export class Busy extends Error {
  readonly waiting: number
  readonly areOwn: boolean
  constructor(waiting: number, areOwn: boolean) {
    super('too many wait')
    this.waiting = waiting
    this.areOwn = areOwn
  }
}

export type Turn = { readonly leave: () => void }
export type Line = {
  /**
   * Waits for a thread. `onPlace` is told how many stand before this one, when it has to wait.
   *
   * @throws Busy when too many wait; the signal's reason when told to stop waiting
   */
  readonly enter: (asked: Asked) => Promise<Turn>
  readonly waiting: () => number
}
export type Asked = {
  readonly client: string
  /** Heavy questions leave one thread to the others. */
  readonly isHeavy: boolean
  readonly signal: AbortSignal
  readonly onPlace: (place: number) => void
}

/** Who has how much under way, and whose turn was when. */
function createTurns() {
  const running = new Map<string, number>()
  const served = new Map<string, number>()
  let turns = 0
  const count = (client: string) => running.get(client) ?? 0
  return {
    arrival: () => turns++,
    begin: (client: string) => {
      running.set(client, count(client) + 1)
      served.set(client, turns++)
    },
    end: (client: string) => {
      if (count(client) > 1) running.set(client, count(client) - 1)
      else running.delete(client)
    },
    /** Forgets who has nothing here any more, so that many clients do not fill the memory. */
    forget: (client: string) => {
      if (count(client) === 0) served.delete(client)
    },
    isBefore: (a: Waiting, b: Waiting) =>
      (count(a.client) - count(b.client) ||
        (served.get(a.client) ?? -1) - (served.get(b.client) ?? -1) ||
        a.arrival - b.arrival) < 0,
  }
}

/**
 * The line before the threads, fair among clients: a free thread goes to the client with the fewest questions under way,
 * then to the one served longest ago, then to who came first. Nothing waits while a thread is free for it.
 */
export function createLine({ threads, mostWaiting, mostWaitingOfClient }: LineOptions): Line {
  const mostHeavy = Math.max(1, threads - 1)
  const waiting: Waiting[] = []
  const turns = createTurns()
  let underWay = 0
  let heavy = 0
  const next = () => {
    while (underWay < threads) {
      const may = waiting.filter(({ isHeavy }) => !isHeavy || heavy < mostHeavy)
      if (may.length === 0) return
      const first = may.reduce((best, one) => (turns.isBefore(one, best) ? one : best))
      waiting.splice(waiting.indexOf(first), 1)
      underWay += 1
      if (first.isHeavy) heavy += 1
      turns.begin(first.client)
      first.start()
    }
  }
  const leave = ({ client, isHeavy }: Waiting) => {
    underWay -= 1
    if (isHeavy) heavy -= 1
    turns.end(client)
    if (!waiting.some((one) => one.client === client)) turns.forget(client)
    next()
  }
  const wait = (asked: Asked, resolve: (turn: Turn) => void, reject: (error: Error) => void) => {
    const giveUp = () => {
      waiting.splice(waiting.indexOf(one), 1)
      reject(new Error('nobody waits for the answer'))
    }
    const start = () => {
      asked.signal.removeEventListener('abort', giveUp)
      let isIn = true
      resolve({
        leave: () => {
          if (isIn) leave(one)
          isIn = false
        },
      })
    }
    const one: Waiting = { client: asked.client, isHeavy: asked.isHeavy, arrival: turns.arrival(), start }
    waiting.push(one)
    asked.signal.addEventListener('abort', giveUp, { once: true })
    next()
    const place = waiting.indexOf(one)
    if (place >= 0) asked.onPlace(place)
  }
  const enter = (asked: Asked) => {
    const own = waiting.filter(({ client }) => client === asked.client).length
    if (own >= mostWaitingOfClient) return Promise.reject(new Busy(own, true))
    if (waiting.length >= mostWaiting) return Promise.reject(new Busy(waiting.length, false))
    return new Promise<Turn>((resolve, reject) => {
      wait(asked, resolve, reject)
    })
  }
  return { enter, waiting: () => waiting.length }
}
