import parts from '../../words/plain/parts.json'
import { translated, worded } from '../../language.ts'
import plain from '../../words/plain/panels.json'
import said from '../../words/said/panels.json'
/** A part of a step or of the memory: its name and one sentence that a teacher can say. */
export type PartWords = { readonly name: string; readonly what: string }

export const panelWords = translated(worded(plain, said))

type Parts = Readonly<Record<string, PartWords>>

export const stepParts: Parts = translated(parts.step)
export const memoryParts: Parts = translated(parts.memory)
