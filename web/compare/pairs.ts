import type { Preset } from '../../sim/index.ts'

/** Ready runs to set beside each other: the first with those of the same tokens or model family, and a large one. */
export function readyPairs(presets: readonly Preset[]): readonly (readonly [Preset, Preset])[] {
  const [first] = presets
  if (first === undefined) return []
  return ['apertus-70b-kisti', 'apertus-8b-alps', 'llama-3.1-405b-eagle'].flatMap((id) =>
    presets.filter((one) => one.id === id).map((other) => [first, other] as const),
  )
}
