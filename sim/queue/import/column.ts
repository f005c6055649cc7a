const blockBits = 16
const blockSize = 2 ** blockBits
const blockMask = blockSize - 1

/** Of whole numbers of 32 bits, NaN as `noNumber`; of any; or one number that stands for all of a block. */
type Block = Int32Array | Float64Array | number

/** What stands for NaN among numbers of 32 bits. */
const noNumber = -(2 ** 31)

const fits = (value: number): boolean => (value | 0) === value && value !== noNumber && !Object.is(value, -0)

/**
 * A growing list of numbers in blocks: growth copies nothing, a block takes 4 bytes a number where that holds them all
 * (and NaN), 8 where not, and none where they are equal.
 */
export class Column {
  length = 0
  private readonly blocks: Block[] = []
  private last: Block = 0

  push(value: number): void {
    const used = this.length & blockMask
    this.length += 1
    if (used === 0) {
      this.last = value
      this.blocks.push(value)
      return
    }
    const { last } = this
    if (typeof last === 'number') {
      if (!Object.is(last, value)) this.open(last, used, value)
    } else if (last instanceof Float64Array) last[used] = value
    else if (fits(value)) last[used] = value
    else if (value !== value) last[used] = noNumber
    else this.widen(last, used, value)
  }

  at(index: number): number {
    const block = this.blocks[index >> blockBits] ?? 0
    if (typeof block === 'number') return block
    const value = block[index & blockMask] ?? 0
    return value === noNumber && block instanceof Int32Array ? Number.NaN : value
  }

  /** The first `count` values in the given order, or as they came. The column gives them away and is empty then. */
  take(order: Uint32Array | null, count: number): Float64Array {
    return this.into(new Float64Array(count), order)
  }

  /** As `take`, of indices. */
  takeIndices(order: Uint32Array | null, count: number): Int32Array {
    return this.into(new Int32Array(count), order)
  }

  /** Blocks that came in order are let go one by one. */
  private into<T extends Float64Array | Int32Array>(values: T, order: Uint32Array | null): T {
    for (let i = 0; i < values.length; i += 1) {
      values[i] = this.at(order === null ? i : (order[i] ?? 0))
      if (order === null && (i & blockMask) === blockMask) this.blocks[i >> blockBits] = 0
    }
    this.blocks.length = 0
    this.length = 0
    return values
  }

  /** A block of equal numbers in which another comes. */
  private open(equal: number, used: number, value: number): void {
    const isNarrow = (equal !== equal || fits(equal)) && (value !== value || fits(value))
    const block = isNarrow ? new Int32Array(blockSize) : new Float64Array(blockSize)
    const held = (one: number) => (isNarrow && one !== one ? noNumber : one)
    block.fill(held(equal), 0, used)
    block[used] = held(value)
    this.replace(block)
  }

  private widen(narrow: Int32Array, used: number, value: number): void {
    const block = new Float64Array(blockSize)
    for (let i = 0; i < used; i += 1) block[i] = narrow[i] === noNumber ? Number.NaN : (narrow[i] ?? 0)
    block[used] = value
    this.replace(block)
  }

  private replace(block: Block): void {
    this.last = block
    this.blocks[this.blocks.length - 1] = block
  }
}

/** A growing list of names, each kept once. */
export class NameColumn {
  readonly of = new Column()
  readonly names: string[] = []
  private readonly byName = new Map<string | number, number>()

  /** A number is named by its digits; below 0 it stands for 'unknown', the empty name. */
  push(name: string | number): void {
    this.of.push(this.byName.get(name) ?? this.add(name))
  }

  private add(name: string | number): number {
    const text = typeof name === 'string' ? name : name < 0 ? '' : String(name)
    const index = this.byName.get(text) ?? this.names.push(text) - 1
    this.byName.set(text, index)
    this.byName.set(name, index)
    return index
  }

  /** Whether any job has a name at all. */
  get isNamed(): boolean {
    return this.names.some((name) => name !== '')
  }
}

/** Labels of jobs: numbers as long as every one is written as a number, texts from the first that is not. */
export class IdColumn {
  /** Whether all are numbers, each above the one before, so that none comes twice. */
  isIncreasing = true
  private numbers: Column | null = new Column()
  private texts: string[] = []
  private lastNumber = -Infinity

  pushNumber(id: number): void {
    if (this.numbers === null) this.texts.push(String(id))
    else this.pushOne(this.numbers, id)
  }

  pushText(id: string): void {
    const value = Number(id)
    if (this.numbers !== null && String(value) === id) this.pushOne(this.numbers, value)
    else this.asTexts().push(id)
  }

  /** The number of an entry, where all are numbers. */
  numberAt(index: number): number {
    return this.numbers?.at(index) ?? Number.NaN
  }

  /** As a column's `take`. */
  take(order: Uint32Array | null, count: number): readonly string[] | Float64Array {
    if (this.numbers !== null) return this.numbers.take(order, count)
    return Array.from({ length: count }, (_, i) => this.texts[order === null ? i : (order[i] ?? 0)] ?? '')
  }

  areEqual(a: number, b: number): boolean {
    return this.numbers === null ? this.texts[a] === this.texts[b] : this.numbers.at(a) === this.numbers.at(b)
  }

  /** FNV-1a of 32 bits. */
  hashAt(index: number): number {
    const text = this.numbers === null ? (this.texts[index] ?? '') : String(this.numbers.at(index))
    let hash = 0x811c9dc5
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    return hash
  }

  private pushOne(numbers: Column, id: number): void {
    if (id <= this.lastNumber) this.isIncreasing = false
    this.lastNumber = id
    numbers.push(id)
  }

  private asTexts(): string[] {
    this.isIncreasing = false
    if (this.numbers !== null) {
      this.texts = Array.from(this.numbers.take(null, this.numbers.length), String)
      this.numbers = null
    }
    return this.texts
  }
}
