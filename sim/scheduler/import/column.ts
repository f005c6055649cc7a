const blockBits = 16
const blockSize = 2 ** blockBits
const blockMask = blockSize - 1

/** A growing list of numbers in blocks, so that ten million take 80 MB and growth copies nothing. */
export class Column {
  private readonly blocks: Float64Array[] = []
  private last = new Float64Array(0)
  private used = blockSize
  length = 0

  push(value: number): void {
    if (this.used === blockSize) {
      this.last = new Float64Array(blockSize)
      this.blocks.push(this.last)
      this.used = 0
    }
    this.last[this.used] = value
    this.used += 1
    this.length += 1
  }

  at(index: number): number {
    return this.blocks[index >> blockBits]?.[index & blockMask] ?? 0
  }

  /** The first `count` values in the given order, or as they came. */
  float64(order: Uint32Array | null, count: number): Float64Array {
    return this.fill(new Float64Array(count), order)
  }

  int32(order: Uint32Array | null, count: number): Int32Array {
    return this.fill(new Int32Array(count), order)
  }

  private fill<T extends Float64Array | Int32Array>(values: T, order: Uint32Array | null): T {
    if (order === null) {
      this.blocks.forEach((block, b) => {
        const from = b * blockSize
        if (from < values.length) values.set(block.subarray(0, values.length - from), from)
      })
    } else {
      for (let i = 0; i < values.length; i += 1) values[i] = this.at(order[i] ?? 0)
    }
    return values
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
  private numbers: Column | null = new Column()
  private texts: string[] = []

  pushNumber(id: number): void {
    if (this.numbers === null) this.texts.push(String(id))
    else this.numbers.push(id)
  }

  pushText(id: string): void {
    const value = Number(id)
    if (this.numbers !== null && String(value) === id) this.numbers.push(value)
    else this.asTexts().push(id)
  }

  ids(order: Uint32Array | null, count: number): readonly string[] | Float64Array {
    if (this.numbers !== null) return this.numbers.float64(order, count)
    return Array.from({ length: count }, (_, i) => this.texts[order === null ? i : (order[i] ?? 0)] ?? '')
  }

  private asTexts(): string[] {
    if (this.numbers !== null) {
      this.texts = Array.from(this.numbers.float64(null, this.numbers.length), String)
      this.numbers = null
    }
    return this.texts
  }
}
