import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EstimateFigures, LayoutsAnswer, RankedLayout } from '../../sim/index.ts'
import { count, percent, short } from '../format.ts'
import { simulation } from '../simulation.ts'
import { fields, inputOf, set } from '../state.ts'
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
          <div class="wide" tabIndex={0} role="region" aria-label={words.alternatives}>
            <table class="layouts">
              <thead>
                <tr>
                  {words.columns.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {ranked.layouts.map((one) => (
                  <Row key={one.text} one={one} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}

function Row({ one }: { readonly one: RankedLayout }) {
  const { text, expected, pessimistic, memory, unusual } = one
  return (
    <tr>
      <th scope="row">{text.replaceAll(',', ', ')}</th>
      <td>{short(expected.tokensPerSPerGpu)}</td>
      <td>{short(pessimistic.tokensPerSPerGpu)}</td>
      <td>{percent(expected.mfu)}</td>
      <td>{percent(memory.peakBytes / memory.capacityBytes)}</td>
      <td class="words">{unusual.join('; ')}</td>
      <td>
        {fields.value['layout'] === text ? (
          words.used
        ) : (
          <button
            type="button"
            class="link"
            aria-label={words.useOf(text)}
            onClick={() => {
              set('layout', text, 'push')
            }}
          >
            {words.use}
          </button>
        )}
      </td>
    </tr>
  )
}
