/** Sets of nodes by how many GPUs are free on them, as bits: the lowest-numbered of a set is found 32 nodes at a time. */
export class FreeSets {
  /** Sets are for 0 up to so many free GPUs; more count as so many. */
  readonly most: number
  private readonly words: number
  private readonly bits: Uint32Array
  private readonly sizes: Int32Array

  constructor(nodes: number, most: number) {
    this.most = most
    this.words = (nodes + 31) >> 5
    this.bits = new Uint32Array((most + 1) * this.words)
    this.sizes = new Int32Array(most + 1)
  }

  /** Puts a node into its set (1) or takes it out (-1); one that is taken whole, with -1 free, is in none. */
  change(node: number, free: number, sign: 1 | -1): void {
    if (free < 0) return
    const set = Math.min(free, this.most)
    const at = set * this.words + (node >> 5)
    const bit = 1 << (node & 31)
    this.bits[at] = sign > 0 ? (this.bits[at] ?? 0) | bit : (this.bits[at] ?? 0) & ~bit
    this.sizes[set] = (this.sizes[set] ?? 0) + sign
  }

  /** Nodes with at least so many GPUs free. */
  count(free: number): number {
    let count = 0
    for (let set = Math.min(free, this.most); set <= this.most; set += 1) count += this.sizes[set] ?? 0
    return count
  }

  /** The first node from one on with just so many GPUs free; -1 when there is none. */
  next(free: number, from: number): number {
    if ((this.sizes[free] ?? 0) === 0) return -1
    const base = free * this.words
    let word = from >> 5
    if (word >= this.words) return -1
    let bits = (this.bits[base + word] ?? 0) & (-1 << (from & 31))
    while (bits === 0) {
      word += 1
      if (word >= this.words) return -1
      bits = this.bits[base + word] ?? 0
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits)
  }
}
