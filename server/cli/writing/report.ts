import type { EstimateAnswer, Range } from '../../../sim/index.ts'
import { count, figure, short, table, wrapped } from './table.ts'

/** An estimate for a person: the headline, the totals with their ranges, then what is behind them. */
export function estimateReport(answer: EstimateAnswer, detail: 'short' | 'explained'): string {
  const lines = [
    ...wrapped(headline(answer)),
    ...answer.hardlyMeant.flatMap(({ sentence, fix }) => wrapped(`Hardly meant: ${sentence}.${asked(fix)}`)),
    '',
    ...totals(answer),
    '',
    ...promised(answer),
    ...doubt(answer),
    '',
    ...behind(answer),
    ...published(answer),
    ...(detail === 'explained' ? explained(answer) : mainAssumptions(answer)),
    `Result ${answer.fingerprint}, Petaplan ${answer.version}`,
  ]
  return lines.join('\n')
}

/** The option that mends it, where one does. */
function asked({ field, value }: EstimateAnswer['hardlyMeant'][number]['fix']): string {
  return value === null ? '' : ` Ask with --${field} ${value}.`
}

function headline({ model, compute, system, totals: t }: EstimateAnswer): string {
  const days = `${figure(t.wallClockDays.p10)} to ${figure(t.wallClockDays.p90)} days`
  const hours = `${short(t.gpuHours.p10)} to ${short(t.gpuHours.p90)} GPU-hours`
  const cost = `about ${t.cost.currency} ${short(t.cost.p50)} (${t.cost.basis}${t.cost.date === '' ? '' : `, ${t.cost.date}`})`
  return `${model.name} on ${short(compute.tokens)} tokens takes ${days} on ${count(system.gpus)} ${system.accelerator} of ${system.name}: ${hours}, ${cost}.`
}

function row(name: string, range: Range, unit: string): readonly string[] {
  return [name, short(range.p10), short(range.p50), short(range.p90), unit]
}

function totals({ totals: t, waterBreakdownM3 }: EstimateAnswer): readonly string[] {
  return table([
    ['', 'p10', 'p50', 'p90', 'unit'],
    row('Duration', t.wallClockDays, 'days'),
    row('Calendar', t.calendarDays, 'days'),
    row('GPU-hours, net', t.netGpuHours, 'GPU h'),
    row('GPU-hours, gross', t.gpuHours, 'GPU h'),
    row('Energy', t.energyMwh, 'MWh'),
    row('Carbon', t.carbonT, 't CO2e'),
    // Where nothing is known of the electricity's water, the line says so.
    row(waterBreakdownM3.grid === 0 ? 'Water on site' : 'Water', t.waterM3, 'm3'),
    row('Cost', t.cost, t.cost.currency),
  ])
}

/** What deadline and budget were promised with which odds. */
function promised({ promises }: EstimateAnswer): readonly string[] {
  return promises === null ? [] : [...wrapped(promises.sentence), '']
}

const barsShown = 5

/** How sure the middle is, and what would shrink the range of the hours most. */
function doubt({ uncertainty, totals: t }: EstimateAnswer): readonly string[] {
  const { samples, seed, standardErrorOfP50, tornado } = uncertainty
  const error = (standardErrorOfP50['gpuHours'] ?? 0) / t.gpuHours.p50
  const bars = (tornado['gpuHours'] ?? []).slice(0, barsShown)
  const rows = bars.map(({ name, inputLow, inputHigh, unit, atLow, atHigh }) =>
    wrapped(
      `${name}, ${figure(inputLow)} to ${figure(inputHigh)}${unit === '' ? '' : ` ${unit}`}: ${short(atLow)} to ${short(atHigh)} GPU h`,
      '  ',
    ),
  )
  return [
    ...wrapped(
      `80 % of ${count(samples)} samples (seed ${String(seed)}) lie between p10 and p90; the middle is known within ${figure(error * 100)} %.`,
    ),
    ...(rows.length === 0 ? [] : ['What would shrink the range of the gross hours most']),
    ...rows.flat(),
  ]
}

function parts(breakdown: { readonly [part: string]: number }, unit: string): string {
  const named = Object.entries(breakdown).filter(([, value]) => value !== 0)
  return `${named.map(([part, value]) => `${words(part)} ${short(value)}`).join(', ')} ${unit}`
}

/** `lostWork` as two words. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function behind(answer: EstimateAnswer): readonly string[] {
  const { step, memory, goodput, compute } = answer
  const gigabytes = (bytes: number) => `${figure(bytes / 1e9)} GB`
  const { parameters, activeParameters: active } = answer.model
  const rows: readonly (readonly [string, string])[] = [
    ['Model', `${short(parameters)} parameters${active === parameters ? '' : `, ${short(active)} active`}`],
    [
      'FLOPs',
      `${compute.trainingFlops.toExponential(2)} (causal attention); ${compute.trainingFlopsFullAttention.toExponential(2)} with full attention`,
    ],
    [
      'Step',
      `${figure(step.stepTimeS)} s, ${figure(step.tokensPerSPerGpu)} tokens/s per GPU, MFU ${figure(step.mfu)}`,
    ],
    ['Memory', `${gigabytes(memory.peakBytes)} of ${gigabytes(memory.capacityBytes)} per GPU`],
    ['Goodput', goodputWords(goodput)],
    ['GPU-hours', parts(answer.gpuHoursBreakdown, 'GPU h')],
    ['Energy', parts(answer.energyBreakdownMwh, 'MWh')],
    ['Carbon', parts(answer.carbonBreakdownT, 't CO2e')],
    ...planet(answer),
    ['Water', parts(answer.waterBreakdownM3, 'm3')],
    ...answer.costViews.map((view): readonly [string, string] => [
      'Cost',
      `${view.currency} ${short(view.amount)} by ${view.name} (${view.currency} ${figure(view.unitPrice)} per ${view.unit}${view.date === '' ? '' : `, ${view.date}`})`,
    ]),
  ]
  return rows.flatMap(([name, text]) => entry(name, text))
}

/** Carbon by each count of the grid, by the month of the start, and of the heat that is used. */
function planet({
  carbonViews,
  carbonByMonth: months,
  heat,
}: EstimateAnswer): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = carbonViews.map(
    ({ method, year, operationalT, gCo2ePerKwh }) => [
      'Grid',
      `${short(operationalT)} t CO2e at ${figure(gCo2ePerKwh)} g/kWh, ${String(year)}, ${method}`,
    ],
  )
  if (months !== null) {
    const starts = months.months.map(({ month, operationalT }) => `${month} ${short(operationalT)}`)
    rows.push([
      'Months',
      `operational t CO2e by the month of the start, ${figure(months.runDays)} days: ${starts.join(', ')} (shape of ${String(months.year)})`,
    ])
  }
  if (heat !== null)
    rows.push([
      'Heat',
      `${short(heat.heatMwh)} MWh used; saves others ${short(heat.avoidedT)} t CO2e at ${figure(heat.gCo2ePerKwhHeat)} g/kWh, not taken off the carbon above`,
    ])
  return rows
}

function goodputWords(goodput: EstimateAnswer['goodput']): string {
  const { fraction, interruptionsRange, queueLimitH, links } = goodput
  const { p10, p90 } = interruptionsRange
  const chain = queueLimitH === null ? '' : `; ${figure(links)} jobs of at most ${figure(queueLimitH)} h`
  return `${figure(fraction)}; ${figure(p10)} to ${figure(p90)} interruptions${chain}`
}

const nameWidth = 11

/** A name in a column of its own and the text beside it. */
function entry(name: string, text: string): readonly string[] {
  return wrapped(text, ' '.repeat(nameWidth)).map((line, index) =>
    index === 0 ? name.padEnd(nameWidth) + line.trimStart() : line,
  )
}

function published({ comparisons }: EstimateAnswer): readonly string[] {
  if (comparisons.length === 0) return []
  return [
    '',
    'Beside what was published',
    ...comparisons.flatMap((one) =>
      entry(
        one.figure.length < nameWidth ? one.figure : 'FLOPs',
        `published ${large(one.published)}, ours ${large(one.ours)}, ours on their basis ${large(one.onTheirBasis)} ${one.unit}. ${one.explanation}`,
      ),
    ),
  ]
}

/** FLOPs of a run in powers of ten, everything else in words. */
function large(value: number): string {
  return value >= 1e15 ? value.toExponential(2) : short(value)
}

function mainAssumptions({ assumptions }: EstimateAnswer): readonly string[] {
  const shown = assumptions.map(({ name, value, low, high, unit, basis }) => {
    const range = low === null || high === null ? '' : ` (${figure(low)} to ${figure(high)})`
    const said = typeof value !== 'number' ? value : Number.isInteger(value) ? count(value) : figure(value)
    return `${name}: ${said}${range} ${unit} [${basis}]`
  })
  return ['', 'Assumptions (--explain gives their sources)', ...shown.flatMap((line) => wrapped(line, '  '))]
}

function explained(answer: EstimateAnswer): readonly string[] {
  const formulas = answer.formulas.flatMap((formula) => [
    '',
    ...wrapped(`${formula.title} = ${formula.expression}`, '  '),
    ...wrapped(`= ${formula.substituted}`, '    '),
    ...wrapped(
      `= ${formula.result < 1e12 ? count(Number(formula.result.toPrecision(6))) : formula.result.toExponential(4)} ${formula.unit}`,
      '    ',
    ),
    ...(formula.note === null ? [] : wrapped(formula.note, '    ')),
  ])
  const assumptions = answer.assumptions.flatMap(({ name, value, low, high, unit, source, url, basis }) => [
    '',
    ...wrapped(
      `${name}: ${String(value)}${low === null || high === null ? '' : ` (${figure(low)} to ${figure(high)})`} ${unit} [${basis}]`,
      '  ',
    ),
    ...wrapped(source, '    '),
    ...(url === null ? [] : [`    ${url}`]),
  ])
  return [
    '',
    'How the figures come about (attention counted causal)',
    ...formulas,
    '',
    'Assumptions',
    ...assumptions,
    '',
    'Not included',
    ...answer.notIncluded.flatMap((line) => wrapped(line, '  ')),
  ]
}
