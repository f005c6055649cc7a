import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { EstimateFigures } from '../sim/index.ts'
import type { FigureProps } from './plan/figure.tsx'
import type { remedyOf, respelt } from './more/remedy.ts'

type Cost = EstimateFigures['totals']['cost']

/** What arrives after the first answer and takes its place in what stands already. */
export type Late = {
  /** Under the header of every view. */
  readonly Bar: ComponentType
  /** What of the link was left out, and why; on paper, what was asked. */
  readonly Notes: ComponentType
  /** Under a figure: what it differs by from the baseline, what it rests on. */
  readonly Beside: ComponentType<Pick<FigureProps, 'kind'> & { readonly formulas: readonly string[] }>
  /** A figure in the units that were chosen, and a cost in the currency. */
  readonly shownAs: (figure: FigureProps) => FigureProps
  readonly costIn: (cost: Cost) => Cost
  /** Opens a file that is a scenario of this page; false where it is another. */
  readonly opened: (file: File) => Promise<boolean>
  /** What was meant by what cannot be read, and how the planner would write it. */
  readonly remedyOf: typeof remedyOf
  readonly respelt: typeof respelt
}

export const late = signal<Late | null>(null)
