import acceleratorsText from '../data/hardware/accelerators.jsonl?raw'
import { readAccelerators } from './kinds.ts'
import { asId, nearestIds } from '../base/nearest.ts'
import type { Accelerator, Cited } from './types.ts'

/** The parts whose figures are confirmed; rates are dense, per accelerator, links both directions together. */
export const accelerators = readAccelerators(acceleratorsText)

/** Words that say whose the part is or that it is one, and nothing of which. */
const empty = new Set(
  'nvidia amd instinct intel google cloud aws amazon habana huawei tesla gpu gpus accelerator data center datacenter tensor core graphics device corporation labs chip module superchip geforce blackwell server workstation edition r tm the'.split(
    ' ',
  ),
)

/** A word that narrows a part down and names none: its form, its memory, the kind of chip. */
const narrowing = /^(sxm|pcie|oam|hgx|pod|nvl|nvl72|tpu|trn|trainium|max|rtx|pro|\d+(gb)?|hbm\d[a-z]?)$/

/**
 * What a name says, in words that every spelling shares: `NVIDIA A100-SXM4-80GB`, `a100 80 GB (SXM)` and `A100-80GB-SXM`
 * are all a100, sxm, 80gb.
 */
function wordsOf(name: string): ReadonlySet<string> {
  const plain = name
    .toLowerCase()
    .replaceAll(/\((r|tm)\)|[®™]/g, ' ')
    .replaceAll(/pci[\s-]?e(xpress)?/g, 'pcie')
    .replaceAll(/(\d)\s*(gib|gb|g)\b/g, '$1gb')
    .replaceAll(/\bsxm\d\b/g, 'sxm')
    .replaceAll(/\btpu(\d)/g, 'tpu v$1')
  const words = plain.split(/[^a-z0-9]+/).map((word) => (/^\d{2,}$/.test(word) ? `${word}gb` : word))
  return new Set(words.filter((word) => word !== '' && !empty.has(word)))
}

type Named = {
  readonly accelerator: Cited<Accelerator>
  /** The words of each of its names, sorted. */
  readonly names: readonly string[]
  readonly words: ReadonlySet<string>
}

const known: readonly Named[] = accelerators.map((accelerator) => {
  const names = [accelerator.id, accelerator.name, ...accelerator.aliases].map(wordsOf)
  return { accelerator, names: names.map(sorted), words: new Set(names.flatMap((words) => [...words])) }
})

function sorted(words: ReadonlySet<string>): string {
  return [...words].sort().join(' ')
}

/**
 * An accelerator by its id, its published spellings, or the name that nvidia-smi, rocm-smi, JAX or a vendor prints for
 * it. A name that fits several parts is none of them unless it is one's own name; a word that no part has is never
 * passed over, so a card of 64 GB is not taken for one of 80.
 */
export function findAccelerator(name: string): Cited<Accelerator> | null {
  const id = asId(name)
  const exact = known.find(({ accelerator }) => accelerator.id === id)
  if (exact !== undefined) return exact.accelerator
  const words = wordsOf(name)
  const spelling = sorted(words)
  const named = known.find(({ names }) => spelling !== '' && names.includes(spelling))
  if (named !== undefined) return named.accelerator
  const fitting = saysWhich(words) ? known.filter((one) => isWithin(words, one.words)) : []
  const [only] = fitting
  return fitting.length === 1 && only !== undefined ? only.accelerator : null
}

function saysWhich(words: ReadonlySet<string>): boolean {
  return [...words].some((word) => !narrowing.test(word))
}

function isWithin(words: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...words].every((word) => all.has(word))
}

/** Ids of the parts most like a name that is none's: those of its own family first. */
export function nearestAccelerators(name: string, howMany = 3): readonly string[] {
  const words = [...wordsOf(name)]
  const family = known
    .map(({ accelerator, words: own }) => ({ id: accelerator.id, alike: alikeness(words, own) }))
    .filter(({ alike }) => alike >= 1)
    .sort((a, b) => b.alike - a.alike)
    .map(({ id }) => id)
  const others = nearestIds(
    words.join('-'),
    known.map(({ accelerator }) => accelerator.id),
    howMany,
  )
  return [...new Set([...family, ...others])].slice(0, Math.max(howMany, Math.min(family.length, 5)))
}

/** One for each word that names the part, a tenth for each that narrows it down. */
function alikeness(words: readonly string[], own: ReadonlySet<string>): number {
  const shared = (word: string) => {
    if (own.has(word)) return narrowing.test(word) && word !== 'tpu' ? 0.1 : 1
    return !narrowing.test(word) && [...own].some((one) => isRelated(word, one)) ? 0.9 : 0
  }
  const sum = words.reduce((total, word) => total + shared(word), 0)
  return Math.round(sum * 10 + 1) / 10
}

/** Whether one word is the beginning of the other, with a number in it: `mi300` and `mi300x`, `v5` and `v5p`. */
function isRelated(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 2 && /\d/.test(short) && long.startsWith(short)
}
