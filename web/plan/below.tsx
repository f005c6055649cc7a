import { useMemo } from 'preact/hooks'
import type { EstimateFigures } from '../../sim/index.ts'
import { Settled } from '../state/follow.tsx'
import { sweep } from '../state/state.ts'
import { SweepFigure } from './chart/chart.tsx'
import { Details } from './details.tsx'
import { HardlyMeant } from '../more/hardly-meant.tsx'
import { Doubt } from './doubt/doubt.tsx'

/** What stands under the figures, and is loaded once they are there. */
export function Below({ answer }: { readonly answer: EstimateFigures }) {
  // The chart follows the sweep, not the answer.
  const first = useMemo(() => <First />, [])
  return (
    <>
      {first}
      <Settled value={answer}>
        {(settled) => (
          <>
            <Doubt answer={settled} />
            <Details answer={settled} />
          </>
        )}
      </Settled>
    </>
  )
}

function First() {
  return (
    <>
      <HardlyMeant />
      <div class="chart-place">{sweep.value !== null && <SweepFigure sweep={sweep.value} />}</div>
    </>
  )
}
