import type { InvestAnswer, Range } from '../../../sim/index.ts'
import { figure, short, table, wrapped } from '../writing/table.ts'
import { sovereignty } from './sovereignty-report.ts'

/** A programme for a person: the answer, the options, then what is behind them. */
export function investReport(answer: InvestAnswer): string {
  return [
    ...wrapped(answer.sentence),
    ...(answer.story === '' ? [] : ['', ...wrapped(answer.story)]),
    '',
    ...wrapped(`All amounts in ${answer.currency}, ${answer.prices}.`),
    '',
    ...hour(answer),
    '',
    ...options(answer),
    '',
    ...scopes(answer),
    ...ownQuestion(answer),
    '',
    ...cashFlow(answer),
    '',
    ...buys(answer),
    '',
    ...site(answer),
    '',
    ...whatIf(answer),
    ...portfolio(answer),
    ...serving(answer),
    ...sovereignty(answer),
    ...behind(answer),
  ].join('\n')
}

function ranged({ p10, p50, p90 }: Range): readonly string[] {
  return [short(p10), short(p50), short(p90)]
}

function hour({ hourCost, machine, depreciationView, currency, horizonY }: InvestAnswer): readonly string[] {
  const partsOf = (parts: typeof hourCost.parts) =>
    Object.entries(parts)
      .filter(([, amount]) => amount !== 0)
      .map(([part, amount]) => [`  of it ${part}`, '', '', '', figure(amount), currency])
  const levelised = figure(hourCost.levelisedPerAllocatedHour)
  return [
    ...table([
      ['Cost of an accelerator-hour', 'p10', 'p50', 'p90', 'plan', ''],
      ['allocated', ...ranged(hourCost.perAllocatedHour), figure(hourCost.planPerAllocatedHour), currency],
      ['useful', ...ranged(hourCost.perUsefulHour), figure(hourCost.planPerUsefulHour), currency],
      ...partsOf(hourCost.parts),
      [`levelised, ${String(horizonY)} years`, '', '', '', levelised, currency],
      ...partsOf(hourCost.levelisedParts),
    ]),
    ...machine.capital.flatMap((item) =>
      wrapped(
        `${item.name}: ${short(item.amount)} (${item.scope}, ${figure(item.perAccelerator)} per accelerator), ${String(item.lifeY)} years${item.startY > 0 ? ` from the end of year ${String(item.startY)}` : ''}${item.renewals.map((one) => `; ${short(one.amount)} at the end of year ${String(one.startY)}`).join('')}`,
        '  ',
      ),
    ),
    ...wrapped(
      `By loss of value: ${figure(depreciationView.perHourFirstYear)} in the first year, ${figure(depreciationView.perHourLastYear)} in the last. ${depreciationView.note}`,
      '  ',
    ),
  ]
}

/** What each way's amounts cover, a letter a part, and what was filled. */
function scopes({ scopes: rows }: InvestAnswer): readonly string[] {
  const parts = Object.keys(rows[0]?.parts ?? {})
  const filled = rows.flatMap(({ name, filled: items }) =>
    items.flatMap(({ part, amount, unit, source }) =>
      wrapped(
        `${name}, ${part} filled: ${unit} ${short(amount.p50)} (${short(amount.p10)} to ${short(amount.p90)}). ${source}`,
        '  ',
      ),
    ),
  )
  return [
    ...table([
      ['Scope', ...rows.map(({ name }) => name)],
      ...parts.map((part) => [part, ...rows.map((row) => row.parts[part] ?? '')]),
    ]),
    ...filled,
  ]
}

function options(answer: InvestAnswer) {
  const { options: ways, differences, breakEven, notCompared, exchanges, currency } = answer
  const rows = ways.map((way) => [
    way.name,
    ...ranged(way.presentCost),
    short(way.plan),
    figure(way.perServedHour),
  ])
  const even =
    breakEven.rentPerHour === null
      ? []
      : breakEven.utilisation === null
        ? ['Renting is cheaper than owning at any use, or a part that a rent holds cannot be filled.']
        : [
            `Owning is cheaper than renting above ${figure(breakEven.utilisation * 100)} % use, levelised over ${String(breakEven.horizonY)} years${filledIn(answer)}.`,
          ]
  const rates = exchanges.map(
    ({ from, to, rate, date, source }) => `1 ${from} = ${figure(rate)} ${to} (${date}; ${source})`,
  )
  return [
    ...table([['Present cost', 'p10', 'p50', 'p90', 'plan', `${currency}/h`], ...rows]),
    ...differences.flatMap(({ sentence }) => wrapped(sentence, '  ')),
    ...even.flatMap((line) => wrapped(line, '  ')),
    ...[...rates, ...notCompared].flatMap((line) => wrapped(line, '  ')),
  ]
}

/** What stands in for parts that the own figures lack, and what leaving them out would say. */
function filledIn({ breakEven: { filled, utilisationAsGiven } }: InvestAnswer): string {
  if (filled.length === 0) return ''
  const given = utilisationAsGiven === null ? '' : ` (${figure(utilisationAsGiven * 100)} % without them)`
  return `, ${filled.join(' and ')} of the own machine filled${given}`
}

/** The run under every way, with what it is billed for. */
function ownQuestion({ runQuestion: asked, currency }: InvestAnswer): readonly string[] {
  if (asked === null) return []
  const shares = ({ low, high }: { readonly low: number; readonly high: number }) =>
    low === high ? `${figure(low * 100)} %` : `${figure(low * 100)} to ${figure(high * 100)} %`
  return [
    '',
    ...wrapped(asked.sentence),
    ...asked.runs.flatMap(({ run, year, count: times, gpuHours, multiplier, billedHours }) =>
      wrapped(
        `Year ${String(year)}, ${short(times)} of ${run}: ${short(gpuHours.p50)} GPU-hours (${short(gpuHours.p10)} to ${short(gpuHours.p90)}), ${figure(multiplier)} times with experiments: ${short(billedHours.p50)} are paid for`,
        '  ',
      ),
    ),
    ...table([
      ['The run', 'p10', 'p50', 'p90', `${currency}/h`, 'cheapest in', 'rate risk'],
      ...asked.ways.map((way) => [
        way.name,
        ...ranged(way.cost),
        figure(way.perBilledHour),
        shares(way.cheapest),
        way.exchangeRiskPerY === 0 ? '-' : `${figure(way.exchangeRiskPerY * 100)} % a year`,
      ]),
    ]),
    ...[...asked.notCompared, ...asked.notes].flatMap((line) => wrapped(line, '  ')),
  ]
}

function cashFlow({ cashFlow: years, payers, taxes }: InvestAnswer): readonly string[] {
  const taxed = taxes.flatMap(({ name, fraction, byPayer }) =>
    byPayer.map((paid) => [
      `${name}, ${figure(fraction * 100)} %: ${paid.name}`,
      ...paid.byYear.map((amount) => short(amount)),
    ]),
  )
  const rows = years.map((year) => [
    String(year.year),
    short(year.total),
    short(year.accelerators),
    short(year.allocatedHours),
    short(year.equivalentHours),
    short(year.energyMwh),
  ])
  const paid = payers.map(({ name, byYear }) => [name, ...byYear.map((amount) => short(amount))])
  const flows = table([['Year', 'cost', 'accelerators', 'hours', 'useful, 1st gen.', 'MWh'], ...rows])
  const rowsPaid = [...(payers.length < 2 ? [] : paid), ...taxed]
  return rowsPaid.length === 0
    ? flows
    : [...flows, '', ...table([['Who pays in year', ...years.map(({ year }) => String(year))], ...rowsPaid])]
}

function buys({ buys: bought }: InvestAnswer): readonly string[] {
  if (!bought.feasible)
    return wrapped(`What a year buys: ${bought.run} cannot run here: ${bought.reason ?? ''}.`)
  const { projectsAtShare, researchers } = bought.meanYear
  const lines = [
    `What a year buys, counted in ${bought.run} (${short(bought.runHours?.p50 ?? 0)} hours a run):`,
    ...bought.byMultiplier.map(
      ({ name, multiplier, projectsPerY }) =>
        `${figure(projectsPerY)} projects if all hours went to them, ${name} (${String(multiplier)} times the final run)`,
    ),
    `or ${figure(projectsAtShare)} projects and ${figure(researchers)} researchers at the chosen share`,
    `or ${short(bought.inferenceTokensPerDay ?? 0)} tokens served a day`,
  ]
  return lines.flatMap((line, index) => wrapped(line, index === 0 ? '' : '  '))
}

function site({ site: place }: InvestAnswer): readonly string[] {
  return [
    `Power ${figure(place.meanMw)} MW on average, ${figure(place.peakMw)} MW at most; ${short(place.energyMwhPerY)} MWh a year.`,
    ...table([
      ['On the grid of', 't CO2e a year', 'EUR a year at public prices'],
      ...place.countries.map(({ name, isSite, carbonTPerY, electricityEurPerY }) => [
        isSite ? `${name} (the site)` : name,
        `${short(carbonTPerY.low)} to ${short(carbonTPerY.high)}`,
        electricityEurPerY === null ? '-' : short(electricityEurPerY),
      ]),
    ]),
  ]
}

function whatIf({ shocks, trends, currency }: InvestAnswer): readonly string[] {
  const signed = (share: number) => `${share >= 0 ? '+' : ''}${figure(share * 100)} %`
  return [
    ...table([
      ['What happened elsewhere', `${currency}/h`, 'change'],
      ...shocks.map(({ name, perAllocatedHour, changeFraction }) => [
        name,
        figure(perAllocatedHour),
        signed(changeFraction),
      ]),
    ]),
    '',
    ...table([
      ['Price-performance', 'hour at the horizon', 'value left'],
      ...trends.map(({ name, perEquivalentHourAtHorizon, valueLeftFraction }) => [
        name,
        figure(perEquivalentHourAtHorizon),
        `${figure(valueLeftFraction * 100)} %`,
      ]),
    ]),
  ]
}

function portfolio({ portfolio: placed, currency }: InvestAnswer): readonly string[] {
  if (placed === null) return []
  const rows = placed.projects.map(({ name, gpuHours, start, end, due, verdict, cost }) => [
    name,
    short(gpuHours),
    start ?? '-',
    end ?? '-',
    due ?? '-',
    verdict,
    short(cost),
  ])
  const pulled = placed.projects.flatMap(({ name, pullForward }) => {
    if (pullForward === null) return []
    const { target, endIfFirst, delays, rentHours, extraCost } = pullForward
    const first = `${name} by ${target}: put first it ends ${endIfFirst ?? 'after the last quarter'}${delays.length === 0 ? '' : `, delaying ${delays.join('; ')}`}`
    const rent =
      rentHours === null || extraCost === null
        ? ''
        : `; or rent ${short(rentHours)} hours for ${currency} ${short(extraCost)} more`
    return wrapped(`${first}${rent}.`, '  ')
  })
  return ['', ...table([['Portfolio', 'hours', 'start', 'end', 'due', '', currency], ...rows]), ...pulled]
}

function serving({ serving: asked, currency }: InvestAnswer): readonly string[] {
  if (asked === null) return []
  const { accelerators, acceleratorHoursPerY, meanMw, energyMwhPerY, costPerY, ownHoursFraction } = asked
  const row = (name: string, { low, high }: typeof meanMw, unit: string) => [
    name,
    short(low),
    short(high),
    unit,
  ]
  return [
    '',
    ...wrapped(asked.sentence),
    ...table([
      ['Serving', 'low', 'high', ''],
      row('accelerators, busiest hour', accelerators, ''),
      row('accelerator-hours', acceleratorHoursPerY, 'a year'),
      row('power, mean', meanMw, 'MW'),
      row('energy', energyMwhPerY, 'MWh a year'),
      row('cost', costPerY, `${currency} a year`),
      row('cost of a million tokens', asked.costPerMillionTokens, currency),
      row("of the own machine's hours", ownHoursFraction, ''),
    ]),
    ...asked.notes.flatMap((note) => wrapped(note, '  ')),
  ]
}

function behind({ assumptions, notIncluded }: InvestAnswer): readonly string[] {
  return [
    '',
    'Assumptions',
    ...assumptions.flatMap(({ name, value, low, high, unit, source, basis }) => {
      const said = typeof value === 'number' ? short(value) : value
      const range = low === null || high === null ? '' : ` (${short(low)} to ${short(high)})`
      return wrapped(`${name}: ${said}${range} ${unit} [${basis}] ${source}`, '  ')
    }),
    '',
    'Not included',
    ...notIncluded.flatMap((line) => wrapped(line, '  ')),
  ]
}
