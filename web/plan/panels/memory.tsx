import type { EstimateFigures } from '../../../sim/index.ts'
import { percent } from '../../format.ts'
import { memoryIn } from '../../more/units.tsx'
import { partWords } from '../../words/below.ts'
import { panelWords, memoryParts } from './panel-words.ts'
import { PartBar } from './part-bar.tsx'

const words = panelWords.memory

/** What the fullest accelerator holds, against what it could. */
export function MemoryPanel({ answer: { memory } }: { readonly answer: EstimateFigures }) {
  const { peakBytes, capacityBytes, breakdownBytes } = memory
  const part = (id: string, bytes: number) => ({
    id,
    value: bytes,
    said: `${memoryIn(bytes)} · ${percent(bytes / capacityBytes)}`,
  })
  const parts = Object.entries(breakdownBytes).map(([id, bytes]) => ({
    ...part(id, bytes),
    ...(memoryParts[id] ?? { name: partWords(id), what: '' }),
    kind: 'computing',
  }))
  const free = { ...part('free', Math.max(0, capacityBytes - peakBytes)), ...words.free, kind: 'free' }
  const finding = words.finding({
    used: memoryIn(peakBytes),
    capacity: memoryIn(capacityBytes),
    share: percent(peakBytes / capacityBytes),
  })
  return (
    <section class="plan-panel">
      <h3>{finding}</h3>
      <PartBar id="memory" title={finding} unit="bytes" parts={[...parts, free]} />
    </section>
  )
}
