import { useSignal } from '@preact/signals'
import type { Assumption, ExplainedFormula } from '../../sim/index.ts'
import { marksOf } from '../more/difference.ts'
import { shownAs } from '../more/units.tsx'
import { moreWords } from '../more/words.ts'
import { Figure, type FigureProps } from './figure.tsx'
import type { Leads } from './lead.tsx'
import { words } from '../words.ts'
import { later } from '../parts/later.tsx'

const Formulas = later(async () => (await import('./why.tsx')).Formulas)

type ExplainedProps = FigureProps & {
  /** Of the answer that the figure is in; none yet while it is drawn. */
  readonly formulas: readonly ExplainedFormula[]
  /** Those that lead to this figure. */
  readonly ids: readonly string[]
  /** What the figure rests on. */
  readonly assumptions: readonly Assumption[]
  /** What it differs by from the baseline. */
  readonly apart: string
  readonly leads?: Leads
}

const nowhere: Leads = () => null

export function Explained({ formulas, ids, assumptions, apart, leads = nowhere, ...figure }: ExplainedProps) {
  const asked = useSignal(false)
  const title = words.whyOf(figure.title)
  const leading = formulas.filter(({ id }) => ids.includes(id))
  return (
    <Figure {...shownAs(figure)}>
      <p class="apart">{apart}</p>
      <p class="marks quiet">{assumptions.length > 0 && moreWords.inputs(marksOf(assumptions))}</p>
      <button
        type="button"
        class="why"
        aria-label={title}
        disabled={leading.length === 0}
        onClick={() => (asked.value = true)}
      >
        {words.why}
      </button>
      {asked.value && (
        <Formulas
          title={title}
          formulas={leading}
          // What is derived is so for each way anew, and stands in the formulas.
          assumptions={assumptions.filter(({ basis }) => basis !== 'derived')}
          leads={leads}
          onClose={() => (asked.value = false)}
        />
      )}
    </Figure>
  )
}
