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
  { id: 'apertus-70b', ratio: 1.668, modelled: 0.1453 },
  { id: 'llama-2-7b', ratio: 1.354, modelled: 0.124 },
  { id: 'llama-2-13b', ratio: 1.484, modelled: 0.1239 },
  { id: 'llama-2-70b', ratio: 1.39, modelled: 0.1329 },
  { id: 'llama-3-8b', ratio: 2.099, modelled: 0.1321 },
  { id: 'llama-3-70b', ratio: 1.126, modelled: 0.1886 },
  { id: 'llama-3.1-405b', ratio: 1.085, modelled: 0.3035 },
  { id: 'llama-4-scout', ratio: 1.03, modelled: 0.2477 },
  { id: 'opt-175b', ratio: 1.843, modelled: 0.1206 },
  { id: 'bloom-176b', ratio: 2.059, modelled: 0.1199 },
  { id: 'glm-130b', ratio: 2.491, modelled: 0.1217 },
  { id: 'deepseek-v3', ratio: 0.7856, modelled: 0.2097 },
  { id: 'smollm3-3b', ratio: 1.541, modelled: 0.1188 },
  { id: 'falcon-40b', ratio: 1.483, modelled: 0.1193 },
  { id: 'granite-3-2b', ratio: 1.342, modelled: 0.1218 },
  { id: 'stablelm-3b', ratio: 1.674, modelled: 0.1196 },
  { id: 'phi-1', ratio: 1.24, modelled: 0.1185 },
  { id: 'olmoe', ratio: 1.459, modelled: 0.201 },
  { id: 'llama-7b', ratio: 1.385, modelled: 0.1242 },
  { id: 'llama-33b', ratio: 1.286, modelled: 0.1327 },
  { id: 'llama-4-maverick', ratio: 0.657, modelled: 0.2483 },
  { id: 'falcon-7b', ratio: 1.31, modelled: 0.1192 },
  { id: 'phi-4-mini', ratio: 1.411, modelled: 0.1203 },
  { id: 'nemotron-4-15b', ratio: 1.724, modelled: 0.1331 },
  { id: 'gpt-neox-20b', ratio: 2.164, modelled: 0.119 },
  { id: 'olmo-3-7b', ratio: 1.29, modelled: 0.1206 },
]
