import { sum } from '../../../base/math.ts'
import { fleets } from '../../../evidence/losses.ts'
import { cited } from './cited.ts'

/** Expected interruptions by cause, in the proportions of the fleets that published their causes. */
export function causesOf(interruptions: number) {
  return fleets.flatMap(({ causes, citation }) => {
    const all = sum(Object.values(causes))
    return Object.entries(causes).map(([cause, count]) => ({
      cause,
      /** Of all interruptions. */
      share: count / all,
      expected: (interruptions * count) / all,
      source: cited(citation),
    }))
  })
}
