import { constant } from '../../../../sim/queue/power.ts'
import { monthPower as said } from '../../../../sim/questions/queue/views/month.ts'

/** The power of the month's nodes as the engine takes it. */
export const monthPower = {
  idleWPerNode: said.idleW,
  busyWPerNode: said.busyW,
  pueRatio: 1,
  gridKgCo2ePerKwh: constant(0),
}
