import { energyMwh, MEGA } from '../../base/units.ts'
import { findGrid } from '../../catalogue/find.ts'
import { operationalT } from '../../run/totals.ts'
import { lessons, lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

/** Source: the Apertus report (arXiv 2509.14233): around six million GPU-hours. */
const hours = 6e6
const peakAccelerators = 4096
const peakW = 700

export function powerLesson(settings: Settings): Computed {
  const pue = lessonNumberIn(settings, 'pue')
  const facilityMwh = energyMwh(lessonNumberIn(settings, 'watts'), hours) * pue
  const chosen = carbonOn(wordIn(settings, 'grid'), facilityMwh)
  const codes = lessons.find(({ id }) => id === 'power')?.controls[0]?.values ?? []
  const bars = codes.map((code) => carbonOn(String(code), facilityMwh)).sort((a, b) => a.tonnes - b.tonnes)
  const worst = bars.at(-1) ?? chosen
  return {
    finding: `${threeDigits(facilityMwh)} MWh are ${threeDigits(chosen.tonnes)} t CO₂e in ${chosen.name} and ${threeDigits(worst.tonnes)} t in ${worst.name}`,
    series: ['t CO₂e'],
    rows: bars.map(({ name, tonnes }) => ({ x: name, values: [tonnes] })),
    predicted: facilityMwh,
    held: (peakAccelerators * peakW * pue) / MEGA,
    asked: chosen.tonnes,
    facts: [
      `Electricity alone, by ${chosen.method}, ${String(chosen.year)}: ${threeDigits(chosen.gPerKwh)} g/kWh in ${chosen.name}.`,
      'Making the hardware is not in these tonnes; Plan shows it beside them.',
    ],
  }
}

function carbonOn(code: string, facilityMwh: number) {
  const grid = findGrid(code)
  const intensity = grid?.intensities.find(({ method }) => method === 'production') ?? grid?.intensities[0]
  if (grid === null || intensity === undefined) throw new Error(`a grid of the lessons is missing: ${code}`)
  const { gCo2ePerKwh: gPerKwh, year, method } = intensity
  return { name: grid.name, tonnes: operationalT(facilityMwh, gPerKwh), gPerKwh, year, method }
}
