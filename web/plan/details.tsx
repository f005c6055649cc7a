import type { EstimateFigures } from '../../sim/index.ts'
import { Fold } from '../parts/fold.tsx'
import { later } from '../parts/later.tsx'
import { Said } from '../said.tsx'
import { belowWords as words } from '../words/below.ts'
import { Breakdown } from './panels/breakdown.tsx'
import { useReasons } from './use-reasons.ts'

const StepPanel = later(async () => (await import('./panels/step.tsx')).StepPanel, 'part-place')
const HandOver = later(async () => (await import('../hand/panel.tsx')).HandOver)
const reasonsFor = () => import('./behind.tsx')
const MoneyCounts = later(async () => (await reasonsFor()).MoneyCounts)
const GridCounts = later(async () => (await reasonsFor()).GridCounts)
const Comparisons = later(async () => (await reasonsFor()).Comparisons, 'part-place')
const Assumptions = later(async () => (await reasonsFor()).Assumptions)
const LayoutAndMemory = later(async () => (await import('./panels/layout.tsx')).LayoutAndMemory)

/** What is behind the figures, folded. */
export function Details({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <div class="details">
      <Fold title={words.details.published} open>
        {() => (
          <div class="published-place">
            <Comparisons />
          </div>
        )}
      </Fold>
      <Fold title={words.details.breakdowns} open>
        {() => (
          <>
            <Breakdown
              title={words.details.energy}
              parts={answer.energyBreakdownMwh}
              unit="MWh"
              kind="energy"
            />
            <Breakdown
              title={words.details.carbon}
              parts={answer.carbonBreakdownT}
              unit="t CO₂e"
              kind="carbon"
            />
          </>
        )}
      </Fold>
      <Fold title={words.details.step} open>
        {() => (
          <div class="step-place">
            <StepPanel answer={answer} />
          </div>
        )}
      </Fold>
      <Fold title={words.details.layout}>{() => <LayoutAndMemory answer={answer} />}</Fold>
      <Fold title={words.handOver}>{() => <HandOver answer={answer} />}</Fold>
      <Fold title={words.details.money}>{() => <MoneyCounts />}</Fold>
      <Fold title={words.details.gridMethods}>{() => <GridCounts />}</Fold>
      <Fold title={words.details.assumptions}>{() => <Assumptions />}</Fold>
      <Fold title={words.details.notIncluded}>{() => <NotIncluded answer={answer} />}</Fold>
    </div>
  )
}

/** What the figures leave out: with what the reasons add, as soon as they are there. */
function NotIncluded({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <ul>
      {(useReasons() ?? answer).notIncluded.map((line) => (
        <li key={line}>
          <Said text={line} />
        </li>
      ))}
    </ul>
  )
}
