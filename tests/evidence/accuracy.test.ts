import { describe, expect, it } from 'vitest'
import { fittedConstants } from '../../sim/step/calibration.ts'
import { constantRanges } from '../../sim/step/constants.ts'
import { ledger } from '../../sim/questions/evidence/work.ts'
import { crossCoverage, leaveOut } from '../calibrate/leave-out.ts'
import { names } from '../calibrate/fit.ts'
import { judgedRows } from '../calibrate/rows.ts'
import { quantile } from '../calibrate/summary.ts'

const { sources, points, all } = ledger()
/** Read in after the constants were fitted: they show what the step model is worth on what it has not seen. */
const unseen = new Set([
  'Megatron-SC21',
  'Megatron-README-H100',
  'Megatron-README-2020',
  'NVIDIA-NeMo-longseq',
  'MLPerf-v3.0-gpt3',
  'MLPerf-v3.1-gpt3',
  'torchtitan',
  'InternEvo',
  'DLPerf-V100-OneFlow',
  'Argonne-Aurora-small',
  'JAX-Toolbox-Pax',
  'TPU-recipes-Ironwood',
  'xtuner-Megatron-MoE-H800',
])
const errorsOf = (which: (source: string) => boolean) =>
  points
    .filter(({ judged, source }) => judged && which(source))
    .map(({ error }) => Math.abs(error))
    .sort((a, b) => a - b)
const percent = (value: number | null) => `${(100 * (value ?? Number.NaN)).toFixed(1)} %`

describe('the accuracy ledger', () => {
  it('predicts the judged rows of the sources that the fit knew with a median error under 5 %, nine in ten under 15 %', () => {
    const lines = sources.map(
      ({ name, role, rows, judged, medianError, p90Error, bias }) =>
        `  ${name.padEnd(36)} ${role.padEnd(5)} ${String(judged).padStart(4)} of ${String(rows).padStart(4)}${judged === 0 ? '' : `  median ${percent(medianError)}, p90 ${percent(p90Error)}, bias ${percent(bias)}`}`,
    )
    process.stdout.write(
      `accuracy ledger: tokens per second and accelerator\n${lines.join('\n')}\n  all: ${String(all.judged)} of ${String(all.rows)} judged, median ${percent(all.medianError)}, p90 ${percent(all.p90Error)}\n`,
    )
    expect(all.judged).toBeGreaterThan(1000)
    const known = errorsOf((source) => !unseen.has(source))
    expect(quantile(known, 0.5)).toBeLessThanOrEqual(0.05)
    expect(quantile(known, 0.9)).toBeLessThanOrEqual(0.15)
  })

  it('is worse, and says so, on the sources that came after the fit', () => {
    const errors = errorsOf((source) => unseen.has(source))
    process.stdout.write(
      `not seen by the fit: ${String(errors.length)} rows, median ${percent(quantile(errors, 0.5))}, p90 ${percent(quantile(errors, 0.9))}\n`,
    )
    expect(errors.length).toBeGreaterThan(150)
    expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.16)
    expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.5)
  })

  it.each(
    sources
      .filter(({ name, judged }) => judged >= 10 && !unseen.has(name))
      .map((source) => [source.name, source] as const),
  )('%s has a bias within 8 %%', (_, { bias }) => {
    expect(Math.abs(bias ?? Infinity)).toBeLessThanOrEqual(0.08)
  })

  it('drops no row: each is predicted or has its reason', () => {
    for (const { name, rows, notPredicted } of sources) {
      const predicted = points.filter(({ source }) => source === name).length
      const refused = notPredicted.reduce((sum, { ids }) => sum + ids.length, 0)
      expect(predicted + refused, name).toBe(rows)
    }
  })
})

describe('Apertus-70B on Alps, a run that no constant was fitted on', () => {
  const strong = points.filter(
    ({ source, layout }) => source === 'GH200-Apertus' && layout.includes('gbs=4096'),
  )

  it('is a source to check by', () => {
    expect(sources.find(({ name }) => name === 'GH200-Apertus')?.role).toBe('check')
  })

  it.each(strong.map((point) => [point.gpus, point] as const))(
    'strong scaling on %i accelerators is within 7 %%',
    (_, { error }) => {
      expect(Math.abs(error)).toBeLessThanOrEqual(0.07)
    },
  )

  it('keeps 0.81 of its throughput from 32 to 4,096 accelerators, within 0.05', () => {
    const at = (gpus: number) => strong.find((point) => point.gpus === gpus)?.predicted ?? Number.NaN
    expect(Math.abs(at(4096) / at(32) - 0.81)).toBeLessThanOrEqual(0.05)
  })
})

describe('the constants', () => {
  it.each(names)('%s stays in its physical range', (name) => {
    const { low, high } = constantRanges[name]
    expect(fittedConstants[name]).toBeGreaterThanOrEqual(low * 0.999)
    expect(fittedConstants[name]).toBeLessThanOrEqual(high * 1.001)
  })
})

describe('sources left out of the fit in turn', () => {
  const left = leaveOut(judgedRows(), fittedConstants)
  const sizes = left
    .filter(({ row }) => !unseen.has(row.source))
    .map(({ error }) => Math.abs(Math.expm1(error)))

  it('are predicted with a median error under 8 %', () => {
    expect(quantile(sizes, 0.5)).toBeLessThanOrEqual(0.08)
  })

  it('have nine in ten rows within 22 %', () => {
    process.stdout.write(
      `left out in turn: median ${percent(quantile(sizes, 0.5))}, p90 ${percent(quantile(sizes, 0.9))}\n`,
    )
    expect(quantile(sizes, 0.9)).toBeLessThanOrEqual(0.22)
  })

  it('lie in 80 % intervals made without them for 75 to 88 % of the rows', () => {
    expect(crossCoverage(left)).toBeGreaterThanOrEqual(0.75)
    expect(crossCoverage(left)).toBeLessThanOrEqual(0.88)
  })
})
