import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EstimateFigures, LayoutsAnswer, RankedLayout } from '../../../sim/index.ts'
import { say } from '../../language.ts'
import { Said } from '../../said.tsx'
import { count, percent, short } from '../../format.ts'
import { simulation } from '../../worker/simulation.ts'
import { fields, inputOf, set } from '../../state/state.ts'
import { Table, Use, type Cell } from '../../parts/table.tsx'
import { panelWords } from './panel-words.ts'

const words = panelWords.layout
const found = signal<LayoutsAnswer | null>(null)
const shownLayouts = 10
let searches = 0

/** Searches the layouts of the run at hand; the answer of an older search is dropped. */
async function search(): Promise<void> {
  const mine = (searches += 1)
  const answer = await simulation.layouts(inputOf(fields.value), shownLayouts)
  if (mine === searches && answer.status === 'answer') found.value = answer.value
}

/** The layouts that the search ranks first, each with a button that takes it. */
export function Alternatives({ answer }: { readonly answer: EstimateFigures }) {
  useEffect(() => void search(), [answer])
  const ranked = found.value
  // In what a layout is unusual has its column where one is.
  const isSaid = (_: unknown, at: number) =>
    at !== 5 || ranked?.layouts.some(({ unusual }) => unusual.length > 0) === true
  return (
    <section class="plan-panel">
      <h3>{words.alternatives}</h3>
      {ranked === null ? (
        <p class="quiet">{words.searching}</p>
      ) : (
        <>
          <p class="quiet">
            {words.ranked(count(ranked.layouts.length), count(ranked.tally.layouts))}{' '}
            {ranked.tally.layoutsTooFull > 0 && words.tooFull(count(ranked.tally.layoutsTooFull))}
          </p>
          {ranked.noise !== '' && (
            <p class="quiet">
              <Said text={ranked.noise} />
            </p>
          )}
          <Table
            label={words.alternatives}
            kind="layouts"
            columns={words.columns.filter(isSaid)}
            rows={ranked.layouts.map((one) => rowOf(one, answer).filter(isSaid))}
          />
        </>
      )}
    </section>
  )
}

/** The one in use is that of the answer, whether it was asked for or chosen. */
function rowOf({ layout, text, ...ranked }: RankedLayout, answer: EstimateFigures): readonly Cell[] {
  const { expected, pessimistic, memory, unusual } = ranked
  const isUsed = JSON.stringify(layout) === JSON.stringify(answer.layout)
  return [
    text.replaceAll(',', ', '),
    short(expected.tokensPerSPerGpu),
    short(pessimistic.tokensPerSPerGpu),
    percent(expected.mfu),
    percent(memory.peakBytes / memory.capacityBytes),
    unusual.map(say).join('; '),
    <Use name={text} isUsed={isUsed} onUse={() => set('layout', text, 'push')} />,
  ]
}
