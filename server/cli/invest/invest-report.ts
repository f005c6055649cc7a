import template from '../../data/reports/invest.txt?raw'
import type { InvestAnswer } from '../../../sim/index.ts'
import { figure } from '../writing/table.ts'
import { reportBy } from '../writing/template.ts'

const report = reportBy(template, {
  inHundred: (share) => figure(share * 100),
  signed: (share) => `${share >= 0 ? '+' : ''}${figure(share * 100)} %`,
})

/** A programme for a person: the answer, the options, then what is behind them. */
export function investReport(answer: InvestAnswer): string {
  const { scopes, payers, taxes, sovereignty } = answer
  const taxed = taxes.flatMap(({ name, fraction, byPayer }) =>
    byPayer.map((paid) => ({
      name: `${name}, ${figure(fraction * 100)} %: ${paid.name}`,
      byYear: paid.byYear,
    })),
  )
  return report({
    ...answer,
    /** What each way's amounts cover of a part. */
    scopeRows: Object.keys(scopes[0]?.parts ?? {}).map((part) => ({
      part,
      coverage: scopes.map((way) => way.parts[part] ?? ''),
    })),
    paid: [...(payers.length < 2 ? [] : payers), ...taxed],
    sovereignty: sovereignty && { ...sovereignty, spending: spent(sovereignty.spending) },
  })
}

type Spending = NonNullable<InvestAnswer['sovereignty']>['spending']

const signs = { divide: '÷', times: '×', most: 'at most', whole: '' } as const

/** Points by option and frame, to two digits: no bound is known better. */
function spent(spending: Spending) {
  if (spending === null) return null
  const two = (value: number) => Number(value.toPrecision(2))
  const moves = spending.options.flatMap(({ id, byFrame }) =>
    byFrame.map(({ frame, before, after, points, pointsEach }, at) => ({
      option: at === 0 ? id : '',
      frame,
      spans: [before, after, points, pointsEach].map(({ low, high }) => ({ low: two(low), high: two(high) })),
    })),
  )
  const options = spending.options.map(({ chains, ...option }) => ({
    ...option,
    chains: chains.map((chain) => ({
      ...chain,
      steps: chain.steps.map((step) => ({ ...step, sign: signs[step.op] })),
    })),
  }))
  return { ...spending, options, moves }
}
