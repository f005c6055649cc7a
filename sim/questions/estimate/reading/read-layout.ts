import { namesIn } from '../../../base/csv.ts'
import { nearestIds, own } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readWhole } from '../../../base/quantity.ts'
import type { PinnedLayout, ZeroStage } from '../../../workload/layout.ts'

type Raw = { readonly [name: string]: unknown }
type Said = ReadonlyMap<string, unknown>

const most = 1e7
const shortNames: Readonly<Record<string, string>> = {
  mbs: 'microBatch',
  gbs: 'globalBatch',
  sp: 'sequenceParallel',
}
const counts = ['tp', 'pp', 'vpp', 'dp', 'cp', 'ep', 'microBatch', 'globalBatch'] as const
/** The fields of a layout, in the order in which they are told. */
export const layoutNames = [...counts, 'zero', 'recompute', 'sequenceParallel'] as const

/** Reads `auto`, `tp=4,pp=8,…` or the same as an object. */
export function readLayoutWish(raw: string | Raw): Read<PinnedLayout | 'auto'> {
  if (typeof raw !== 'string') return readLayoutFields(raw)
  return raw.trim().toLowerCase() === 'auto' ? accept('auto') : wishOf(pairsOf(raw))
}

export function readLayoutFields(raw: Raw): Read<PinnedLayout> {
  return wishOf(Object.entries(raw).filter(([, value]) => value !== null))
}

function wishOf(pairs: readonly (readonly [string, unknown])[]): Read<PinnedLayout> {
  const names = pairs.map(([name]) => own(shortNames, name) ?? name)
  const said = new Map(pairs.map(([, value], i) => [names[i] ?? '', value]))
  const strangers = [
    ...pairs.filter(([name]) => !known(name)).map(([name]) => unknownName(name)),
    ...names
      .filter((name, i) => names.indexOf(name) < i)
      .map((name) => ({ field: `layout.${name}`, message: `'${name}' is given twice` })),
  ]
  const wish = readAll<PinnedLayout>({
    tp: countOf('tp', said),
    pp: countOf('pp', said),
    vpp: countOf('vpp', said),
    dp: countOf('dp', said),
    cp: countOf('cp', said),
    ep: countOf('ep', said),
    microBatch: countOf('microBatch', said),
    globalBatch: countOf('globalBatch', said),
    zero: oneOf('zero', said, zeroStages),
    recompute: oneOf('recompute', said, recomputes),
    sequenceParallel: switchOf('sequenceParallel', said),
  })
  if (strangers.length === 0) return wish
  return { ok: false, problems: [...strangers, ...(wish.ok ? [] : wish.problems)] }
}

const zeroStages: readonly ZeroStage[] = [0, 1, 2, 3]
const recomputes = namesIn('none selective full')

function switchOf(name: string, said: Said): Read<boolean | null> {
  const read = oneOf(name, said, ['true', '1', 'false', '0'])
  return read.ok ? accept(read.value === null ? null : ['true', '1'].includes(read.value)) : read
}

function pairsOf(text: string): readonly (readonly [string, unknown])[] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', value] = part.split('=').map((side) => side.trim())
      return [name, value ?? '']
    })
}

function known(name: string): boolean {
  const long = own(shortNames, name) ?? name
  return layoutNames.some((one) => one === long)
}

function unknownName(name: string): Problem {
  const near = nearestIds(name, [...layoutNames, ...Object.keys(shortNames)], 2)
  return {
    field: `layout.${name}`,
    message: `is not part of a layout; write e.g. tp=4,pp=8,mbs=1,gbs=4096 (did you mean ${near.join(' or ')}?)`,
  }
}

function countOf(name: string, said: Said): Read<number | null> {
  const value = said.get(name)
  if (value === undefined) return accept(null)
  return typeof value === 'number' || typeof value === 'string'
    ? readWhole(`layout.${name}`, value, [1, most])
    : refuse(`layout.${name}`, 'has to be a whole number')
}

function oneOf<T extends string | number>(name: string, said: Said, choices: readonly T[]): Read<T | null> {
  const value = said.get(name)
  if (value === undefined) return accept(null)
  const chosen = choices.find((one) => String(one) === String(value))
  if (chosen !== undefined) return accept(chosen)
  return refuse(`layout.${name}`, `'${String(value)}' is not one of ${choices.join(', ')}`)
}
