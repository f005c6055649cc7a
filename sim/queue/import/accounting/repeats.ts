import type { Notes } from '../report.ts'
import { ended, running, type Rows } from '../rows.ts'

const anotherTime =
  'has the id and submission of one above: a job of its own, as after a requeue; take one out if it is told twice'

/**
 * The rows without those of jobs that are told again, as where dumps overlap: of records of one id and submission the one
 * that has ended is taken, else the last. Records that ended after different starts are attempts of their own, as is one
 * that runs since the end of another. A list that tells no ends keeps all: its ids are labels.
 *
 * @returns  the rows to keep, in order; null for all
 */
export function withoutRepeats(
  { ids, submitS, startS, endS, phase, lines }: Rows,
  notes: Notes,
): Uint32Array | null {
  const count = lines.length
  const isList = phase.length === 0
  if (count === 0 || ids.isIncreasing) return null
  const isAgain = new Uint8Array(count)
  // Open addressing: a list of rows at twice their number, each at the place of its hash or the next that is free.
  const size = 2 ** Math.ceil(Math.log2(count * 2 + 2))
  const places = new Int32Array(size).fill(-1)
  let found = 0
  for (let row = 0; row < count; row += 1) {
    let place = (ids.hashAt(row) ^ Math.imul(submitS.at(row), 0x9e3779b1)) & (size - 1)
    let before = places[place] ?? -1
    while (before >= 0 && !(submitS.at(before) === submitS.at(row) && ids.areEqual(before, row))) {
      place = (place + 1) & (size - 1)
      before = places[place] ?? -1
    }
    places[place] = row
    if (before < 0) continue
    const isOver = phase.at(before) === ended
    const isOther = phase.at(row) === ended && startS.at(before) !== startS.at(row)
    if (isList || (isOver && (isOther || (phase.at(row) === running && startS.at(row) >= endS.at(before))))) {
      notes.noticed.add(anotherTime, lines.at(row))
      continue
    }
    const again = isOver && phase.at(row) !== ended ? row : before
    if (again === row) places[place] = before
    isAgain[again] = 1
    found += 1
    notes.dropped.add('told again: the record that has ended, or the last, is taken', lines.at(again))
  }
  if (found === 0) return null
  const kept = new Uint32Array(count - found)
  for (let row = 0, to = 0; row < count; row += 1) if (isAgain[row] === 0) kept[to++] = row
  return kept
}
