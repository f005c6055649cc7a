const blockBits = 16
const blockSize = 2 ** blockBits
const blockMask = blockSize - 1

type Block = Float64Array | Int32Array

/** A growing list of numbers in blocks, so that ten million take 80 MB and growth copies nothing. */
abstract class Blocks<T extends Block> {
  length = 0
  private readonly blocks: T[] = []
  private last: Block = new Int32Array(0)
  private used = blockSize

  push(value: number): void {
    if (this.used === blockSize) {
      const block = this.newArray(blockSize)
      this.blocks.push(block)
      this.last = block
      this.used = 0
    }
    this.last[this.used] = value
    this.used += 1
    this.length += 1
  }

  at(index: number): number {
    return this.blocks[index >> blockBits]?.[index & blockMask] ?? 0
  }

  /** The first `count` values in the given order, or as they came. The column gives them away and is empty then. */
  take(order: Uint32Array | null, count: number): T {
    const values = this.newArray(count)
    if (order === null) {
      this.blocks.forEach((block, b) => {
        const from = b * blockSize
        if (from < count) values.set(block.subarray(0, count - from), from)
      })
    } else {
      for (let i = 0; i < count; i += 1) values[i] = this.at(order[i] ?? 0)
    }
    this.blocks.length = 0
    this.length = 0
    this.used = blockSize
    return values
  }

  protected abstract newArray(length: number): T
}

export class Column extends Blocks<Float64Array> {
  protected newArray(length: number): Float64Array {
    return new Float64Array(length)
  }
}

class IndexColumn extends Blocks<Int32Array> {
  protected newArray(length: number): Int32Array {
    return new Int32Array(length)
  }
}

/** A growing list of names, each kept once. */
export class NameColumn {
  readonly of = new IndexColumn()
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

  /** The number of an entry, where all are numbers. */
  numberAt(index: number): number {
    return this.numbers?.at(index) ?? Number.NaN
  }

  /** As a column's `take`. */
  take(order: Uint32Array | null, count: number): readonly string[] | Float64Array {
    if (this.numbers !== null) return this.numbers.take(order, count)
    return Array.from({ length: count }, (_, i) => this.texts[order === null ? i : (order[i] ?? 0)] ?? '')
  }

  private asTexts(): string[] {
    if (this.numbers !== null) {
      this.texts = Array.from(this.numbers.take(null, this.numbers.length), String)
      this.numbers = null
    }
    return this.texts
  }
}
