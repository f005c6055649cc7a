import type { AnnexAnswer } from './answer.ts'
import { allDigits, said } from './said.ts'

type Row = readonly string[]

const marks = { filled: 'from the plan', confirm: 'to confirm', open: 'open' } as const

export function annexMarkdown(annex: AnnexAnswer): string {
  const { form, sentence, fields, notes, version } = annex
  return [
    `# Annex for ${form.name}`,
    sentence,
    `${form.check} Names of fields: ${form.source}.`,
    '## Fields',
    table(
      ['Block', 'Field', 'Value', 'State'],
      fields.map(({ block, field, value, status }) => [block, field, value ?? '', marks[status]]),
    ),
    ...tables(annex),
    '## Notes',
    notes.map((note) => `- ${note}`).join('\n'),
    `Petaplan ${version}`,
  ].join('\n\n')
}

function tables({ milestones, monthly, periods, scaling, calls, request }: AnnexAnswer): readonly string[] {
  const total = { nodeHours: request.nodeHours, gpuHours: request.gpuHours }
  const hours = (one: { readonly nodeHours: number; readonly gpuHours: number }) => [
    allDigits(one.nodeHours),
    allDigits(one.gpuHours),
  ]
  const plan = (rows: AnnexAnswer['monthly']) =>
    table(
      ['Period', 'From', 'Node hours', 'GPU-hours'],
      [...rows.map((one) => [one.name, one.from ?? '', ...hours(one)]), ['Total', '', ...hours(total)]],
    )
  const isByMonth = periods.length === monthly.length && periods[0]?.name === monthly[0]?.name
  return [
    '## Milestones',
    table(
      ['Milestone', 'Result', 'By', 'Node hours', 'GPU-hours'],
      [
        ...milestones.map((one) => [one.name, one.result, one.by ?? '', ...hours(one)]),
        ['Total', '', '', ...hours(total)],
      ],
    ),
    '## Monthly plan',
    plan(monthly),
    ...(isByMonth ? [] : ['## Plan by period', plan(periods)]),
    '## Scaling, predicted at the same batch',
    table(
      'GPUs|Nodes|Step (s)|Tokens/s|TFLOP/s per GPU|Speed-up|Ideal|Efficiency (%)|At least 75 %'.split('|'),
      scaling.map((row) => [
        allDigits(row.gpus),
        allDigits(row.nodes),
        said(row.stepTimeS),
        said(row.tokensPerS),
        said(row.tflopsPerGpu),
        said(row.speedUp),
        said(row.idealSpeedUp),
        said(row.efficiency * 100),
        row.isEfficient ? 'yes' : 'no',
      ]),
    ),
    '## Which call fits',
    table(
      ['Call', 'Verdict', 'Because', 'When', 'Source'],
      calls.map(({ name, verdict, because, cadence, source }) => [name, verdict, because, cadence, source]),
    ),
  ]
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
