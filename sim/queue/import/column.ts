const blockBits = 16
const blockSize = 2 ** blockBits
const blockMask = blockSize - 1

const leastLength = 64

/** Blocks that stay as they came: of a short list packing costs more than it saves. */
const unpackedBlocks = 4

/** Of whole numbers of 32 bits, NaN as `noNumber`; of any; or one number that stands for all of a block. */
type Block = Int32Array | Float64Array | number

/** What stands for NaN among numbers of 32 bits. */
const noNumber = -(2 ** 31)

/**
 * A growing list of numbers in blocks. Only the last is written to: once full, and after the first few, it is packed
 * into 4 bytes a number where these hold them all (and NaN), 8 where not, and none where they are equal.
 */
export class Column {
  length = 0
  private readonly blocks: Block[] = []
  private last = new Float64Array(0)
  private used = 0

  push(value: number): void {
    if (this.used === this.last.length) this.makeRoom()
    this.last[this.used] = value
    this.used += 1
    this.length += 1
  }

  at(index: number): number {
    const place = index >> blockBits
    if (place === this.blocks.length) return this.last[index & blockMask] ?? 0
    const block = this.blocks[place] ?? 0
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
    if (order === null) {
      for (let from = 0; from < values.length; from += blockSize) this.unpack(values, from)
    } else {
      for (let i = 0; i < values.length; i += 1) values[i] = this.at(order[i] ?? 0)
    }
    this.blocks.length = 0
    this.length = 0
    this.used = 0
    this.last = new Float64Array(0)
    return values
  }

  private unpack(values: Float64Array | Int32Array, from: number): void {
    const place = from >> blockBits
    const block = place === this.blocks.length ? this.last : (this.blocks[place] ?? 0)
    const to = Math.min(values.length, from + blockSize)
    if (typeof block === 'number') values.fill(block, from, to)
    else values.set(block.subarray(0, to - from), from)
    if (block instanceof Int32Array)
      for (let i = from; i < to; i += 1) if (values[i] === noNumber) values[i] = Number.NaN
    this.blocks[place] = 0
  }

  private makeRoom(): void {
    if (this.used === blockSize) {
      this.used = 0
      const stays = this.blocks.length < unpackedBlocks
      this.blocks.push(stays ? this.last : packed(this.last))
      if (stays) this.last = new Float64Array(blockSize)
      return
    }
    const longer = new Float64Array(Math.min(blockSize, Math.max(leastLength, this.used * 4)))
    longer.set(this.last)
    this.last = longer
  }
}

function packed(values: Float64Array): Block {
  const first = values[0] ?? 0
  let same = 1
  while (same < blockSize && Object.is(values[same], first)) same += 1
  if (same === blockSize) return first
  const narrow = new Int32Array(blockSize)
  for (let i = 0; i < blockSize; i += 1) {
    const value = values[i] ?? 0
    const whole = value | 0
    if (value !== value) narrow[i] = noNumber
    else if (whole === value && whole !== noNumber && (whole !== 0 || 1 / value > 0)) narrow[i] = whole
    else return values.slice()
  }
  return narrow
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
