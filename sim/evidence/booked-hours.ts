/** What the hours of one published run were beside those of the step model, asked as a planner asks. */
export type BookedHours = {
  readonly id: string
  /** Published gross hours over the median of modelled ones, what teams lose beside the model not counted. */
  readonly ratio: number
  /** Deviation of the logarithm of the modelled hours. */
  readonly modelled: number
}

/** Written by `npm run calibrate-runs`: layout, software and year open, each run's own sources hidden. */
export const bookedHours: readonly BookedHours[] = [
  { id: 'apertus-70b', ratio: 1.641, modelled: 0.2113 },
  { id: 'llama-2-7b', ratio: 1.226, modelled: 0.19 },
  { id: 'llama-2-13b', ratio: 1.325, modelled: 0.19 },
  { id: 'llama-2-70b', ratio: 1.226, modelled: 0.1979 },
  { id: 'llama-3-8b', ratio: 2.239, modelled: 0.1977 },
  { id: 'llama-3-70b', ratio: 1.2, modelled: 0.2436 },
  { id: 'llama-3.1-405b', ratio: 1.082, modelled: 0.3216 },
  { id: 'llama-4-scout', ratio: 1.083, modelled: 0.3372 },
  { id: 'opt-175b', ratio: 1.671, modelled: 0.1875 },
  { id: 'bloom-176b', ratio: 1.864, modelled: 0.1875 },
  { id: 'glm-130b', ratio: 2.267, modelled: 0.1883 },
  { id: 'deepseek-v3', ratio: 0.8193, modelled: 0.2977 },
  { id: 'smollm3-3b', ratio: 1.59, modelled: 0.1877 },
  { id: 'falcon-40b', ratio: 1.367, modelled: 0.1874 },
  { id: 'granite-3-2b', ratio: 1.387, modelled: 0.1883 },
  { id: 'stablelm-3b', ratio: 1.474, modelled: 0.1882 },
  { id: 'phi-1', ratio: 1.103, modelled: 0.1861 },
  { id: 'olmoe', ratio: 1.665, modelled: 0.292 },
  { id: 'llama-7b', ratio: 1.247, modelled: 0.1902 },
  { id: 'llama-33b', ratio: 1.096, modelled: 0.1979 },
  { id: 'llama-4-maverick', ratio: 0.5533, modelled: 0.3347 },
  { id: 'falcon-7b', ratio: 1.235, modelled: 0.1873 },
  { id: 'phi-4-mini', ratio: 1.246, modelled: 0.1878 },
  { id: 'nemotron-4-15b', ratio: 1.729, modelled: 0.1991 },
  { id: 'gpt-neox-20b', ratio: 1.975, modelled: 0.1873 },
  { id: 'olmo-3-7b', ratio: 1.375, modelled: 0.1882 },
]
