import type { EstimateFigures } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { words } from '../words.ts'
import { Breakdown } from './breakdown.tsx'

/** How the model is cut over the accelerators, and what each of them holds. */
export function LayoutAndMemory({ answer }: { readonly answer: EstimateFigures }) {
  const { layout, memory, step } = answer
  const gigabytes = Object.fromEntries(
    Object.entries(memory.breakdownBytes).map(([part, bytes]) => [part, bytes / 1e9]),
  )
  const facts: readonly (readonly [string, string])[] = [
    [words.layout.parallel, `${String(layout.tp)} × ${String(layout.pp)} × ${String(layout.dp)}`],
    [words.layout.stages, `${String(layout.vpp)}, ${String(layout.ep)}, ${String(layout.cp)}`],
    [
      words.layout.batch,
      words.layout.sequences(`${String(layout.microBatch)}, ${count(layout.globalBatch)}`),
    ],
    [
      words.layout.step,
      words.layout.speed(short(step.stepTimeS), short(step.tokensPerSPerGpu), short(step.mfu)),
    ],
  ]
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Breakdown
        title={words.details.memory(
          `${short(memory.peakBytes / 1e9)} GB`,
          `${short(memory.capacityBytes / 1e9)} GB`,
        )}
        parts={gigabytes}
        unit="GB"
        kind="time"
      />
    </>
  )
}
