import commandLine from '../cli/README.md?raw'
import http from '../README.md?raw'
import sweeps from '../sweep/README.md?raw'
import queue from '../../sim/queue/README.md?raw'
import invest from '../../sim/questions/invest/README.md?raw'
import figures from '../../sim/README.md?raw'
import model from '../../sim/MODEL.md?raw'

/** The texts that stand beside the code, by the name under which `/docs` has them. */
export const references: ReadonlyMap<string, string> = new Map([
  ['command-line', commandLine],
  ['queue', queue],
  ['sweeps', sweeps],
  ['invest', invest],
  ['http', http],
  ['figures', figures],
  ['model', model],
])

/** The first heading of a text. */
export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? ''
}
