import type { Problem } from '../../../base/outcome.ts'
import { saidAt } from '../../asking/problems.ts'

/** What changes nothing where another field, an example of which follows, is not given: it would be dropped in silence. */
const beside = {
  'taxes.vatRecoveredFraction': ['taxes.vatFraction', '0.2'],
  'options.grant': ['runs', 'true'],
  'portfolio.moneyCarriesOver': ['portfolio.budget', '20M'],
  'sovereignty.years': ['sovereignty.amount', '100M'],
  'sovereignty.strategies': ['sovereignty.amount', '100M'],
  'sovereignty.factors': ['sovereignty.amount', '100M'],
} as const

export function withoutOther(fields: object): readonly Problem[] {
  const isSaid = (path: string) => ![undefined, false].some((no) => no === saidAt(fields, path.split('.')))
  return Object.entries(beside).flatMap(([field, [other, example]]) => {
    const message = `changes nothing without ${other}, e.g. ${example}; give both, or leave this out`
    return isSaid(field) && !isSaid(other) ? [{ field, message }] : []
  })
}
