import { readEstimate } from '../estimate/input.ts'
import { plan } from '../estimate/work.ts'
import { threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

const counts = [128, 256, 512, 1024, 2048, 4096] as const
const first = 128

export function speedUpLesson(settings: Settings): Computed {
  const speeds = counts.map((gpus) => ({ gpus, speed: speedOn(gpus, settings) }))
  const base = speeds.find(({ gpus }) => gpus === first)?.speed ?? 0
  const speedUpAt = (wanted: number) => {
    const speed = speeds.find(({ gpus }) => gpus === wanted)?.speed ?? null
    return speed === null ? null : speed / base
  }
  const [largest] = counts.slice(-1)
  const last = speedUpAt(largest ?? first) ?? 0
  const ideal = (gpus: number) => gpus / first
  return {
    finding: `32 times the accelerators make the run ${threeDigits(last)} times as fast`,
    series: ['predicted', 'ideal'],
    rows: counts.map((x) => ({ x, values: [speedUpAt(x), ideal(x)] })),
    predicted: last,
    held: (100 * last) / ideal(4096),
    asked: (100 * (speedUpAt(1024) ?? 0)) / ideal(1024),
    facts: ['Each size has the layout that the planner chooses for it, at the same batch.'],
  }
}

/** FLOPs a second of the whole run; null where it does not fit. */
function speedOn(gpus: number, settings: Settings): number | null {
  const scenario = readEstimate({
    model: wordIn(settings, 'model'),
    system: wordIn(settings, 'system'),
    globalBatchTokens: `${wordIn(settings, 'batch')}M`,
    tokens: '15T',
    gpus,
    grid: 'CHE',
  })
  if (!scenario.ok) throw new Error('a run of the lessons cannot be read')
  const planned = plan(scenario.value)
  return planned.feasible ? planned.value.inputs.mfu * planned.value.inputs.peakFlopsPerS * gpus : null
}
