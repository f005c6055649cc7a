import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'

const pattern = /^([0-9]{4})[ -]?Q([1-4])$/i
const perYear = 4

/** Quarters since the year 0, from a word such as 2027Q1. */
export function readQuarter(field: string, raw: string): Read<number> {
  const match = pattern.exec(raw.trim())
  return match === null
    ? refuse(field, `${quoted(raw)} is not a quarter; write 2027Q1`)
    : accept(Number(match[1]) * perYear + Number(match[2]) - 1)
}

export function quarterWords(quarter: number): string {
  return `${String(Math.floor(quarter / perYear))}Q${String((quarter % perYear) + 1)}`
}
