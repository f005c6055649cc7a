import { useSignal } from '@preact/signals'
import type { ExplainedFormula } from '../../sim/index.ts'
import { Figure, type FigureProps } from './figure.tsx'
import { words } from '../words.ts'
import { later } from '../parts/later.tsx'

const Formulas = later(async () => (await import('./why.tsx')).Formulas)

type ExplainedProps = FigureProps & {
  /** Of the answer that the figure is in; none yet while it is drawn. */
  readonly formulas: readonly ExplainedFormula[]
  /** Those that lead to this figure. */
  readonly ids: readonly string[]
}

/** A figure that can be asked why. */
export function Explained({ formulas, ids, ...figure }: ExplainedProps) {
  const asked = useSignal(false)
  const title = words.whyOf(figure.title)
  const leading = formulas.filter(({ id }) => ids.includes(id))
  return (
    <Figure {...figure}>
      <button
        type="button"
        class="why"
        aria-label={title}
        disabled={leading.length === 0}
        onClick={() => (asked.value = true)}
      >
        {words.why}
      </button>
      {asked.value && <Formulas title={title} formulas={leading} onClose={() => (asked.value = false)} />}
    </Figure>
  )
}
