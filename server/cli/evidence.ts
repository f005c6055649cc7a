import groupNames from '../data/groups.json' with { type: 'json' }
import { Command } from 'commander'
import { describe } from './describe.ts'
import { evidence, type Accuracy, type Answered, type Ledger, type RowLedger } from '../../sim/index.ts'
import { finish } from './writing/outcome.ts'
import { table, wrapped } from './writing/table.ts'

type Options = {
  readonly json?: boolean
  readonly source?: string
  readonly rows?: boolean
  readonly runs?: boolean
  readonly procurement?: boolean
}

export function evidenceCommand(): Command {
  return describe(new Command('evidence')).action(({ json, source, rows, runs, procurement }: Options) => {
    const whole = runs === true ? runByRun : procurements
    const byRow = source === undefined && rows !== true ? summary : rowByRow
    if (json === true || runs === true || procurement === true)
      finish(named(evidence.answerEvidence(), source), json === true, whole)
    else finish(named(evidence.answerRows(), source), false, byRow)
  })
}

/** The ledger with the sources alone whose name holds a text; what is reckoned of all of them stays. */
function named<L extends RowLedger>(answered: Answered<L>, text: string | undefined): Answered<L> {
  if (text === undefined || answered.status !== 'answer') return answered
  const { sources, points } = answered.value
  const wanted = sources.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  if (wanted.length > 0)
    return {
      status: 'answer',
      value: {
        ...answered.value,
        sources: wanted,
        points: points.filter((point) => wanted.some(({ name }) => name === point.source)),
      },
    }
  const message = `no source is named like '${text}'; give a part of one of ${sources.map(({ name }) => name).join(', ')}`
  return { status: 'refused', problems: [{ field: 'source', message }] }
}

function runByRun({ runs, wholeRuns: { count, inside, medianRatio, notChecks } }: Ledger): string {
  const k = (hours: number) => (hours / 1000).toFixed(hours < 1e5 ? 1 : 0)
  const header = ['run', 'gpus', 'published', 'p10', 'p50', 'p90', '', 'p50 ÷ published']
  const rows = runs.map((run) => [
    run.name.slice(0, 20),
    `${String(run.gpus)}${run.gpusAssumed ? '?' : ''}`,
    ...[run.publishedGpuHours, run.p10, run.p50, run.p90].map(k),
    run.inside ? 'inside' : 'outside',
    (run.p50 / run.publishedGpuHours).toFixed(2),
  ])
  return [
    ...wrapped(
      `Published hours of ${String(count)} whole runs, asked as a planner asks (layout, software and year open, the run's own sources hidden): ${percent(inside)} lie between p10 and p90 of the gross hours; the median of p50 over published is ${medianRatio.toFixed(2)}.`,
    ),
    '',
    'Thousands of accelerator-hours; ? marks a number of accelerators that is assumed.',
    ...table([header, ...rows]),
    '',
    ...notChecks.flatMap(({ name, because }) => wrapped(`Not a check: ${name}: ${because}`)),
  ].join('\n')
}

function procurements({ procurement }: Ledger): string {
  const { rows, inside, insideCosts, insideDelays } = procurement
  const costs = rows.filter(({ what }) => what === 'capital').length
  const figures = rows.map((row) => [
    row.name,
    row.what === 'capital' ? 'cost ÷ budget' : 'years late',
    row.stage,
    ...[row.value, row.p10, row.p50, row.p90].map((value) => value.toFixed(2)),
    row.inside ? 'inside' : 'outside',
  ])
  return [
    ...wrapped(
      `Published costs and delays of supercomputers, ${String(rows.length)} in all, each judged by the general evidence and the procurements of other programmes: ${percent(inside)} lie between p10 and p90 of the futures of invest, ${percent(insideCosts)} of the ${String(costs)} costs and ${percent(insideDelays)} of the ${String(rows.length - costs)} delays. Machines that were finished are published more often than those that were not, and budgets that held more often than those that did not.`,
    ),
    '',
    ...table([['procurement', '', 'stage', 'published', 'p10', 'p50', 'p90', ''], ...figures]),
    '',
    ...rows.flatMap(({ name, source }) => wrapped(`${name}: ${source}`, '  ')),
  ].join('\n')
}

function percent(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`
}

function leftOutTable(rows: Ledger['leftOut']): readonly string[] {
  const header = ['', 'rows', 'sources', 'median', 'p90', 'bias', 'in 80 %']
  const lines = rows.map(({ group, rows: count, sources, medianError, p90Error, bias, coverage80 }) => [
    new Map(Object.entries(groupNames)).get(group) ?? `class: ${group}`,
    String(count),
    String(sources),
    ...[medianError, p90Error, bias, coverage80].map(percent),
  ])
  return table([header, ...lines])
}

function summary({ sources, all, leftOut }: RowLedger): string {
  const unseen = leftOut.find(({ group }) => group === 'source')
  const header = ['', 'role', 'rows', 'judged', 'median', 'p90', 'bias', 'in 80 %']
  const line = (name: string, role: string, one: Accuracy & { readonly rows: number }) => [
    ...[name.slice(0, 25), role, String(one.rows), String(one.judged)],
    ...[one.medianError, one.p90Error, one.bias, one.coverage80].map(percent),
  ]
  const rows = sources.map((one) => line(one.name, one.role, one))
  return [
    ...wrapped(
      `Predicted against published tokens per second and accelerator, of what the fit had not seen (each of ${String(unseen?.sources ?? 0)} sources left out in turn, each with equal weight): median error ${percent(unseen?.medianError ?? null)}, nine in ten within ${percent(unseen?.p90Error ?? null)}; ${percent(unseen?.coverage80 ?? null)} inside the 80 % interval, rows that were read again by the error before. The form of the model was chosen with their errors in sight: expect larger errors on others.`,
    ),
    '',
    ...leftOutTable(leftOut),
    '',
    ...wrapped(
      `Beside it, the rows as the fit predicts them: ${String(all.judged)} judged of ${String(all.rows)}, median error ${percent(all.medianError)}, nine in ten within ${percent(all.p90Error)}.`,
    ),
    '',
    ...table([header, ...rows, line('all', '', all)]),
    '',
    ...wrapped(
      "Judged: pretraining, graded A or B, with enough stated to predict. 'fit' sources found the constants, but for hybrids among them, 'check' sources never did. --rows lists every row, and why some have no prediction.",
    ),
  ].join('\n')
}

function rowByRow({ sources, points }: RowLedger): string {
  return sources
    .flatMap((source) => [...sourceRows(source, points), ''])
    .join('\n')
    .trimEnd()
}

function sourceRows(
  { name, title, url, notPredicted }: Ledger['sources'][number],
  points: Ledger['points'],
): readonly string[] {
  const own = points.filter(({ source }) => source === name)
  const rows = own.map(({ id, model, gpus, published, predicted, error, grade }) => [
    id.slice(-14),
    model.slice(0, 20),
    String(gpus),
    grade,
    published.toFixed(0),
    predicted.toFixed(0),
    percent(error),
  ])
  const header = ['row', 'model', 'gpus', 'grade', 'published', 'predicted', 'error']
  return [
    ...wrapped(`${name}: ${title}`),
    url,
    ...(rows.length === 0 ? [] : table([header, ...rows])),
    ...notPredicted.flatMap(({ reason, ids }) =>
      wrapped(
        `no prediction for ${String(ids.length)}: ${reason} (${ids.map((id) => id.slice(-3)).join(', ')})`,
        '  ',
      ),
    ),
  ]
}
