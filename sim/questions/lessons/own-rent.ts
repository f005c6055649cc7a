import { MEGA } from '../../base/units.ts'
import { findSystem } from '../../catalogue/find.ts'
import { breakEvenUtilisation } from '../../investment/compare.ts'
import { hourCost, type Ownership } from '../../investment/ownership.ts'
import { lessonNumberIn, threeDigits, type Computed, type Settings } from './contract.ts'

const uses = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const
/** As the press reports Alps: CHF 100 M, about 10 M a year for maintenance and energy; written off over five years. */
const capital = 100 * MEGA
const maintenancePerY = 10 * MEGA
const lifeY = 5
/** Source: HM Treasury's Green Book, real. */
const ratePerY = 0.035

export function ownRentLesson(settings: Settings): Computed {
  const rent = lessonNumberIn(settings, 'rent')
  const machine = alps(lessonNumberIn(settings, 'besides') * MEGA)
  const at = (percent: number) =>
    hourCost({ ...machine, utilisationFraction: percent / 100 }).perAllocatedHour
  const { yearlyTotal } = hourCost(machine)
  const breakEven = breakEvenUtilisation({
    fixedPerAcceleratorY: yearlyTotal / machine.accelerators,
    perUsedHour: 0,
    rentPerHour: rent,
  })
  const predicted = at(lessonNumberIn(settings, 'utilisation'))
  return {
    finding:
      breakEven === null
        ? 'At this rent, owning is cheaper at no use'
        : `From ${threeDigits(breakEven * 100)} % use on, owning is cheaper than renting at CHF ${threeDigits(rent)} an hour`,
    series: ['own', 'rent'],
    rows: uses.map((x) => ({ x, values: [at(x), rent] })),
    predicted,
    held: predicted,
    asked: (breakEven ?? 1) * 100,
    facts: [
      'Capital, maintenance and energy of Alps as the press reports them; what they leave out is the third control.',
      `A year of the machine costs CHF ${threeDigits(yearlyTotal / MEGA)} M, used or not.`,
    ],
  }
}

function alps(besidesPerY: number): Ownership {
  const system = findSystem('alps')
  if (system === null) throw new Error('the machine of the lesson is missing')
  return {
    accelerators: system.accelerators,
    capital: [{ part: 'compute', amount: capital, lifeY }],
    ratePerY,
    maintenancePerY,
    staffPerY: besidesPerY,
    electricity: null,
    utilisationFraction: 1,
    goodputFraction: 1,
  }
}
