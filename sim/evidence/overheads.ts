import type { Citation } from '../catalogue/types.ts'

/** How much longer a run took than its own throughput would have: real hours ÷ hours at the throughput it published. */
export type Overhead = {
  readonly id: string
  readonly name: string
  readonly ratio: number
  readonly because: string
  readonly citation: Citation
}

/**
 * Everything is in these ratios: interruptions, checkpoints, restarts, slow phases, stops decided by people. Reports
 * that call their goodput 'above 90 %' stand with 1/0.9. Apertus is left out, so that its own overhead can be judged
 * by the others'.
 */
export const overheads: readonly Overhead[] = [
  {
    id: 'opt-175b',
    name: 'OPT-175B',
    ratio: 61 / 33,
    because: 'about 33 days of ideal compute took two months',
    citation: ['opt-chronicles', '33 days of ideal compute on 1,024 A100; two months in the paper'],
  },
  {
    id: 'glm-130b',
    name: 'GLM-130B',
    // 6 · 130e9 · 400e9 FLOPs at 32.5 % of 768 × 312 TFLOP/s are 46.4 days.
    ratio: 60 / 46.4,
    because: '60 days where 32.5 % MFU gives 46.4',
    citation: ['glm-130b-paper', '400 B tokens on 768 A100 in 60 days, MFU 32.5 %'],
  },
  {
    id: 'bloom-176b',
    name: 'BLOOM 176B',
    // 8 · 176.2e9 · 366e9 FLOPs with full recomputation at 150 TFLOP/s are 955,400 hours.
    ratio: 1082990 / 955400,
    because: '1.083 M hours where 150 TFLOP/s give 0.955 M',
    citation: ['bloom-carbon', '1,082,990 GPU-hours; 150 TFLOP/s of hardware FLOPs in the chronicles'],
  },
  {
    id: 'intellect-1',
    name: 'INTELLECT-1',
    ratio: 1 / 0.895,
    because: 'compute utilisation of 83 to 96 %',
    citation: ['intellect-1', '42 days on up to 112 accelerators over three continents'],
  },
  {
    id: 'llama-3-405b',
    name: 'Llama 3 405B',
    ratio: 1 / 0.9,
    because: 'effective training time above 90 %',
    citation: ['llama-3-paper', 'reliability of a 54-day snapshot'],
  },
  {
    id: 'megascale',
    name: 'MegaScale',
    ratio: 1 / 0.9,
    because: 'effective training time above 90 % on more than 10,000 accelerators',
    citation: ['megascale', 'fault tolerance over several weeks'],
  },
  {
    id: 'smollm3-3b',
    name: 'SmolLM3 3B',
    // 11.2e12 tokens at 14,000 tokens/s on 384 accelerators are 24.1 days.
    ratio: 24 / 24.1,
    because: '24 days where 14,000 tokens/s give 24.1',
    citation: ['smollm3', '384 H100, 24 days, about 14 k tokens/s per accelerator'],
  },
  {
    id: 'deepseek-v3',
    name: 'DeepSeek-V3',
    // 14.8e12 tokens at 272.8e9 a day on 2,048 accelerators are 2.667 M hours.
    ratio: 2.664 / 2.667,
    because: '2.664 M hours where the tokens of a day give 2.667 M',
    citation: ['deepseek-v3-report', 'pre-training 2.664 M H800-hours'],
  },
]
