import type { Constants, ErrorClass } from '../../sim/step/fitted/calibration.ts'
import { questionWidth } from '../../sim/step/fitted/error.ts'
import { measuredMatmulShare, type ChipFamily } from '../../sim/step/hardware.ts'
import { emptyStepTimes } from '../../sim/step/step.ts'
import { throughputTables } from '../../sim/evidence/throughput.ts'
import { evidenceRows } from '../../sim/questions/evidence/rows.ts'
import type { Settled } from '../../sim/questions/predict/complete.ts'
import { errorQuestionOf, stepOf, throughputOf } from '../../sim/questions/predict/settled-step.ts'

/** A judged row of the evidence: a question and what was measured. */
export type Judged = {
  readonly id: string
  readonly source: string
  readonly role: 'fit' | 'check'
  /** Of a source that was predicted before an error of it was known. */
  readonly blind: boolean
  /** Of the last set of those, which is also told by itself. */
  readonly newest: boolean
  readonly grade: string
  readonly software: string
  readonly family: ChipFamily
  readonly acceleratorId: string
  readonly gpus: number
  readonly openLayout: boolean
  /** Asked with no effect of chip and software: those are part of the fit. */
  readonly settled: Settled
  /** The same asked of a family that no run was seen of. */
  readonly unseen: Settled
  readonly observed: number
  readonly kind: ErrorClass
  /** How much wider its range is for the habits that it leaves open and for blocks that no constant stands for. */
  readonly width: number
}

/** Rows of all sources but those that were first predicted blind: what the form of the model was chosen with. */
export function judgedRows(): readonly Judged[] {
  return allJudgedRows().filter(({ blind }) => !blind)
}

export function allJudgedRows(): readonly Judged[] {
  const lastSet = throughputTables()
    .map(({ blind }) => blind)
    .sort()
    .at(-1)
  return evidenceRows().flatMap(({ table, row, role, judged, question }) => {
    if (!judged || !('settled' in question)) return []
    const { settled, observed } = question
    const { wish } = settled
    return [
      {
        id: row.id,
        source: table.name,
        role,
        blind: table.blind !== '',
        newest: table.blind === lastSet,
        grade: row.grade,
        software: wish.practice.software ?? row.framework,
        family: wish.hardware.family,
        acceleratorId: wish.accelerator.id,
        gpus: wish.gpus,
        openLayout: settled.openLayout,
        settled: withoutEffects(settled, null),
        unseen: withoutEffects(settled, measuredMatmulShare(wish.accelerator)),
        observed,
        kind: wish.model.architecture.moe === null ? 'dense' : 'mixture',
        width: questionWidth(errorQuestionOf(settled)),
      },
    ]
  })
}

function withoutEffects(settled: Settled, matmulShare: number | null): Settled {
  const { wish } = settled
  const hardware = { ...wish.hardware, effect: 0, matmulShare }
  return { ...settled, wish: { ...wish, hardware, practice: { ...wish.practice, effect: 0 } } }
}

const times = emptyStepTimes()

/** Logarithm of predicted over measured throughput, by the constants alone. */
export function residual(
  { settled, observed }: Pick<Judged, 'settled' | 'observed'>,
  constants: Constants,
): number {
  stepOf(settled, constants, times)
  return Math.log(throughputOf(settled, times.stepS) / observed)
}

/** At most so many rows, evenly picked. */
export function evenly<R>(rows: readonly R[], most: number): readonly R[] {
  const upTo = (at: number) => Math.floor((at * most) / rows.length)
  return rows.length <= most ? rows : rows.filter((_, at) => upTo(at + 1) > upTo(at))
}

/** At most so many rows of each source: a long table tells no more of its source than a short one. */
export function thinned<R extends { readonly source: string }>(
  rows: readonly R[],
  most: number,
): readonly R[] {
  const sources = [...new Set(rows.map(({ source }) => source))]
  return sources.flatMap((source) =>
    evenly(
      rows.filter((row) => row.source === source),
      most,
    ),
  )
}
