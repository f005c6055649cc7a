import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { EstimateFigures } from '../../sim/index.ts'
import { marksOf } from '../more/difference.ts'
import { shownAs } from '../more/units.tsx'
import { moreWords } from '../more/words.ts'
import { fieldOf } from '../plan/field-of.ts'
import { Figure } from '../plan/figure.tsx'
import { figuresOf, type WithWhy } from '../plan/figures.tsx'
import { Way } from '../said.tsx'
import { WhyOf } from '../plan/why.tsx'
import { words } from '../words.ts'
import { compareWords } from '../words/compare.ts'
import { wayTo, type Pinned } from './state.ts'

/** A run that has its figures. */
export type Named = Omit<Pinned, 'answer'> & { readonly name: string; readonly answer: EstimateFigures }

/** The four figures of Plan for each run, with its reasons; bars of one measure are of one scale. */
export function FiguresOfRuns({ runs }: { readonly runs: readonly Named[] }) {
  const shown = runs.map((run) => ({
    run,
    figures: figuresOf(run.answer).map((figure) => ({ ...figure, ...shownAs(figure, run.answer) })),
  }))
  const all = shown.flatMap(({ figures }) => figures)
  const most = ({ kind, before }: WithWhy) =>
    Math.max(...all.flatMap((one) => (one.kind === kind && one.before === before ? one.range.p90 : [])))
  return (
    <>
      {shown.map(({ run, figures }) => (
        <FiguresOfRun
          key={run.fragment}
          run={run}
          figures={figures.map((figure) => ({ ...figure, most: most(figure) }))}
        />
      ))}
    </>
  )
}

type OfRunProps = { readonly run: Named; readonly figures: readonly WithWhy[] }

/** A run that is added or taken away draws the others anew only where it changes their scale. */
function FiguresOfRun({ run, figures }: OfRunProps) {
  return useMemo(
    () => (
      <section class="figures" aria-label={run.name}>
        <h2>{run.name}</h2>
        {figures.map((figure) => (
          <FigureOfRun key={figure.kind} run={run} figure={figure} />
        ))}
      </section>
    ),
    [run.whole, JSON.stringify([run.name, figures])],
  )
}

function FigureOfRun({ run, figure }: { readonly run: Named; readonly figure: WithWhy }) {
  const asked = useSignal(false)
  const title = words.whyOf(figure.title)
  return (
    <Figure {...figure}>
      <button
        type="button"
        class="why"
        aria-label={`${title} ${run.name}`}
        onClick={() => (asked.value = true)}
      >
        {words.why}
      </button>
      {asked.value && (
        <WhyOf
          title={`${title} ${run.name}`}
          formulas={figure.formulas}
          answer={run.whole}
          leads={(id) => {
            const field = fieldOf(id)
            return field === null ? null : [field, wayTo(run.fragment).onGo]
          }}
          onClose={() => (asked.value = false)}
        >
          <p>
            {run.whole !== null && moreWords.inputs(marksOf(run.whole.assumptions))}{' '}
            <Way {...wayTo(run.fragment)}>{compareWords.change}</Way>
          </p>
        </WhyOf>
      )}
    </Figure>
  )
}
