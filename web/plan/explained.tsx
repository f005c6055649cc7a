import { useSignal } from '@preact/signals'
import type { Assumption, ExplainedFormula, Range } from '../../sim/index.ts'
import { marksOf } from '../more/difference.ts'
import { shownAs } from '../more/units.tsx'
import { moreWords } from '../more/words.ts'
import { Figure, type FigureProps } from './figure.tsx'
import { Gloss } from './gloss.tsx'
import type { Leads } from './lead.tsx'
import { RangeBar } from './range-bar.tsx'
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

/** Before a first guess, which is not drawn yet. */
export const roughly = <span class="rough">≈</span>

/** Of figures that no field of their view changes. */
const nowhere: Leads = () => null

export function Explained({ formulas, ids, assumptions, apart, leads = nowhere, ...figure }: ExplainedProps) {
  const asked = useSignal(false)
  const title = words.whyOf(figure.title)
  const leading = formulas.filter(({ id }) => ids.includes(id))
  return (
    <Figure {...shownAs(figure)}>
      <Foot
        apart={apart}
        rests={assumptions}
        isAskable={leading.length > 0}
        whyLabel={title}
        onWhy={() => (asked.value = true)}
      />
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

type FootProps = {
  readonly rests: readonly Assumption[]
  /** What it differs by from the baseline. */
  readonly apart?: string
  readonly isAskable?: boolean
  readonly whyWords?: string
  /** The same with the figure's name. */
  readonly whyLabel: string
  /** Opens the reasons. */
  readonly onWhy: () => void
}

/** What stands below every explained figure, with the way to its reasons. */
function Foot({ rests, apart = '', isAskable = true, whyWords = words.why, whyLabel, onWhy }: FootProps) {
  return (
    <>
      <p class="apart">{apart}</p>
      <p class="marks quiet">{rests.length > 0 && moreWords.inputs(marksOf(rests))}</p>
      <button type="button" class="why" aria-label={whyLabel} disabled={!isAskable} onClick={onWhy}>
        {whyWords}
      </button>
    </>
  )
}

type ToldProps = FootProps & {
  readonly kind?: string
  readonly title: string
  readonly value: string
  /** Null where it is not known. */
  readonly range: Range | null
  /** Of several bars on one scale. */
  readonly most?: number
  readonly rangeText: string
  readonly note: string
}

/** A figure that its view words itself, with its range as a thin bar and the way to its reasons. */
export function ToldFigure({
  kind = 'time',
  title,
  value,
  range,
  most,
  rangeText,
  note,
  ...foot
}: ToldProps) {
  return (
    <article class={`figure ${kind}`}>
      <h2>
        <Gloss text={title} />
      </h2>
      <p class="value">{value}</p>
      {range === null ? (
        <span class="bar" />
      ) : (
        <RangeBar range={range} least={Math.min(0, range.p10)} most={most ?? Math.max(0, range.p90 * 1.1)} />
      )}
      <p class="range">
        <Gloss text={rangeText} />
      </p>
      <p class="note">{note}</p>
      <Foot {...foot} />
    </article>
  )
}
