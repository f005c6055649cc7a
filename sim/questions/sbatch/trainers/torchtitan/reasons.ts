import type { TrainerRun } from '../trainer-run.ts'

type Told = Omit<TrainerRun, 'layout' | 'expertTensor'>

/** Rotary scaling of Llama 3.1 is in its Llama model at factors that this writer leaves as they are. */
export function titanReasons({ model: { positions }, seqLen }: Told): readonly string[] {
  if (positions.kind !== 'rotary' || positions.scaling === null) return []
  const { kind, factor, originalLength } = positions.scaling
  if (kind === 'llama3' && factor !== 8) return ['its rotary scaling of Llama 3.1 is fixed at a factor of 8']
  if (kind === 'yarn' && factor !== 40 && seqLen > (originalLength ?? 0))
    return ['its YaRN is fixed at a factor of 40']
  return []
}
