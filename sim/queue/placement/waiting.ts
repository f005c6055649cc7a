/**
 * The waiting jobs of each ask, by their places in the queue, so that those who ask for what is not there are passed
 * over together.
 */
export class WaitingByAsk {
  private readonly places: number[][]
  /** No waiting job of the ask has a shorter limit. */
  private readonly shortestS: Float64Array

  constructor(asks: number) {
    this.places = Array.from({ length: asks }, () => [])
    this.shortestS = new Float64Array(asks).fill(Infinity)
  }

  count(ask: number): number {
    return this.places[ask]?.length ?? 0
  }

  join(ask: number, place: number, limitS: number): void {
    const list = this.places[ask]
    if (list === undefined) return
    if ((list.at(-1) ?? -1) < place) list.push(place)
    else list.splice(firstFrom(list, place), 0, place)
    if (limitS < (this.shortestS[ask] ?? 0)) this.shortestS[ask] = limitS
  }

  leave(ask: number, place: number): void {
    const list = this.places[ask]
    if (list === undefined) return
    if (list[0] === place) list.shift()
    else list.splice(firstFrom(list, place), 1)
    if (list.length === 0) this.shortestS[ask] = Infinity
  }

  /** The first place from one on whose job asks for no longer than so many seconds; Infinity when there is none. */
  next(
    ask: number,
    from: number,
    { mostS, limitAt }: { mostS: number; limitAt: (place: number) => number },
  ): number {
    const list = this.places[ask] ?? []
    if (mostS < (this.shortestS[ask] ?? 0)) return Infinity
    const first = firstFrom(list, from)
    let shortestS = Infinity
    for (let k = first; k < list.length; k += 1) {
      const place = list[k] ?? 0
      const limitS = limitAt(place)
      if (limitS <= mostS) return place
      if (limitS < shortestS) shortestS = limitS
    }
    if (first === 0) this.shortestS[ask] = shortestS
    return Infinity
  }
}

/** Where the first number that is no smaller stands in an ascending list. */
function firstFrom(list: readonly number[], value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
