import type { TrainerRun } from '../trainer-run.ts'

type Told = Omit<TrainerRun, 'layout' | 'expertTensor'>

/** Megatron's rotary scaling of Llama 3.1 has but the factor free: 1, 4 and 8,192 are written into it. */
export function megatronReasons({ model: { positions } }: Told): readonly string[] {
  if (positions.kind !== 'rotary') return []
  const whole = positions.base === null || Number.isSafeInteger(positions.base)
  const base = whole ? [] : ['its rotary base is a whole number']
  const { scaling } = positions
  if (scaling?.kind !== 'llama3') return base
  const fixed =
    (scaling.lowFactor ?? 1) === 1 &&
    (scaling.highFactor ?? 4) === 4 &&
    (scaling.originalLength ?? 8192) === 8192
  return fixed
    ? base
    : [...base, 'its rotary scaling of Llama 3.1 is fixed at factors 1 and 4 and 8,192 tokens']
}
