import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { dalyIntervalS, youngIntervalS, goodput } from '../../goodput/goodput.ts'
import { betweenInterruptionsH } from '../../run/estimate.ts'
import { lessonNumberIn, threeDigits, type Computed, type Settings } from './contract.ts'

const secondsPerMinute = 60
const intervalsMin = [1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120, 180, 300, 480, 720] as const
/** Llama 3 and others restart in about so long; the lesson keeps it still. */
const restartS = 600

export function failureLesson(settings: Settings): Computed {
  const gpus = lessonNumberIn(settings, 'gpus')
  const stallS = lessonNumberIn(settings, 'stall')
  const betweenH = betweenInterruptionsH({
    gpus,
    interruptionsPer1000GpuDays: lessonNumberIn(settings, 'rate'),
  })
  const betweenS = betweenH * SECONDS_PER_HOUR
  const lost = (intervalS: number) => 100 * (1 - fractionAt({ intervalS, stallS, betweenS }))
  const bestS = dalyIntervalS(stallS, betweenS)
  return {
    finding: `Saving every ${threeDigits(bestS / secondsPerMinute)} minutes loses least, ${threeDigits(lost(bestS))} % of the time`,
    series: ['time lost'],
    rows: intervalsMin.map((x) => ({ x, values: [lost(x * secondsPerMinute)] })),
    predicted: betweenH,
    held: lost(bestS),
    asked: youngIntervalS(stallS, betweenS) / secondsPerMinute,
    facts: [
      `Restarts of ${String(restartS / secondsPerMinute)} minutes cost ${threeDigits((100 * restartS) / betweenS)} % at every interval.`,
      `Twice the best interval loses ${threeDigits(lost(2 * bestS))} %, ten times ${threeDigits(lost(10 * bestS))} %.`,
    ],
  }
}

type Saving = { readonly intervalS: number; readonly stallS: number; readonly betweenS: number }

function fractionAt({ intervalS, stallS, betweenS }: Saving): number {
  return goodput({
    meanTimeBetweenInterruptionsS: betweenS,
    intervalS,
    stallS,
    saveS: 0,
    restartS,
    slowOverhead: 0,
    linkS: Infinity,
    linkStartS: 0,
    linkEndS: 0,
  }).fraction
}
