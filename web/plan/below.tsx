import type { EstimateFigures } from '../../sim/index.ts'
import { sweep } from '../state/state.ts'
import { SweepFigure } from './chart/chart.tsx'
import { Details } from './details.tsx'
import { ImplausibleInputs } from '../more/implausible.tsx'
import { Doubt } from './doubt/doubt.tsx'

/** What stands under the figures, and is loaded once they are there. */
export function Below({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <>
      <ImplausibleInputs />
      <div class="chart-place">{sweep.value !== null && <SweepFigure sweep={sweep.value} />}</div>
      <Doubt answer={answer} />
      <Details answer={answer} />
    </>
  )
}
