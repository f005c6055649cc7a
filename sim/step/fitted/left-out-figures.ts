import type { LeftOutFigures } from './left-out.ts'

/** What `npm run calibrate` found when it left sources, softwares, accelerators and the largest runs out in turn. */
export const leftOutFigures: LeftOutFigures = {
  source: { rows: 1359, sources: 30, median: 0.09518, p90: 0.3384, bias: 0.02134, coverage: 0.816 },
  software: { rows: 1359, sources: 30, median: 0.1199, p90: 0.4492, bias: -0.03156, coverage: 0.7377 },
  accelerator: { rows: 1359, sources: 30, median: 0.1128, p90: 0.5162, bias: 0.04609, coverage: 0.848 },
  family: { rows: 1359, sources: 30, median: 0.1252, p90: 0.4874, bias: -0.03631, coverage: 0.7936 },
  scale: { rows: 32, sources: 8, median: 0.06493, p90: 0.2171, bias: 0.02967, coverage: 0.8338 },
  known: { rows: 734, sources: 17, median: 0.0854, p90: 0.3237, bias: 0.007664, coverage: 0.788 },
  'new stack': { rows: 1412, sources: 21, median: 0.1061, p90: 0.2476, bias: -0.03188, coverage: 0.7713 },
  'new chip': { rows: 3210, sources: 30, median: 0.1171, p90: 0.4924, bias: 0.004894, coverage: 0.8179 },
  'beyond scale': { rows: 26, sources: 7, median: 0.06837, p90: 0.2256, bias: 0.03966, coverage: 0.754 },
  'open layout': { rows: 86, sources: 8, median: 0.1307, p90: 0.3458, bias: 0.03289, coverage: 0.8354 },
  all: { rows: 5468, sources: 30, median: 0.1109, p90: 0.4183, bias: -0.002016, coverage: 0.7981 },
}
