/** Time of nodes on which at least one job runs: a node counts once, however many share it. */
export class Occupied {
  private readonly jobsOn: Int32Array
  private readonly sinceS: Float64Array
  /** Of the stretches that are over. */
  totalS = 0

  constructor(nodes: number) {
    this.jobsOn = new Int32Array(nodes)
    this.sinceS = new Float64Array(nodes)
  }

  started(places: Int32Array, nowS: number): void {
    for (let k = 0; k < places.length; k += 1) {
      const node = places[k] ?? 0
      const before = this.jobsOn[node] ?? 0
      this.jobsOn[node] = before + 1
      if (before === 0) this.sinceS[node] = nowS
    }
  }

  ended(places: Int32Array, nowS: number): void {
    for (let k = 0; k < places.length; k += 1) {
      const node = places[k] ?? 0
      const left = (this.jobsOn[node] ?? 0) - 1
      this.jobsOn[node] = left
      if (left === 0) this.totalS += nowS - (this.sinceS[node] ?? 0)
    }
  }
}
