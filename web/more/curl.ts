import { curlOf, postOf, quoted } from '../hand/command.ts'
import { fromFragment, type Fields, type ViewId } from '../state/address.ts'
import { lastAsked } from '../worker/remote.ts'

/** The request to the API that answers what is in sight. */
export function curlOfView(view: ViewId, fields: Fields): string {
  const base = new URL('./', location.href.split('#')[0]).href
  const estimate = (run: Fields) => curlOf(run, base)
  if (view === 'evidence') return `curl -s ${base}api/v1/evidence`
  if (view === 'compare')
    return pinsOf(fields)
      .map((run) => estimate(fromFragment(run)))
      .join('\n')
  if (view === 'queue') return queueOf(fields, base)
  const asked = view === 'tradeoffs' || view === 'invest' ? lastAsked.get(view) : undefined
  return asked === undefined
    ? estimate(fields)
    : oneByOne(asked)
        .map((one) => postOf(base, view, one))
        .join('\n')
}

/** Each of the questions backwards in a request of its own: all of them may be more work than one answer is given. */
function oneByOne(asked: unknown): readonly unknown[] {
  const each = Object.entries(Object(Object(asked).find))
  return each.length < 2 ? [asked] : each.map(([name, of]) => ({ ...Object(asked), find: { [name]: of } }))
}

/** The programme or the queue in sight as a command, which writes the file that it reads; null in other views. */
export function commandOfView(view: ViewId, { log = '' }: Fields): string | null {
  const asked = quoted(JSON.stringify(lastAsked.get(view) ?? {}))
  if (view === 'invest') return `printf %s ${asked} > programme.json && petaplan invest programme.json`
  if (view !== 'queue') return null
  const workload = log === '' ? `--synthetic ${monthOfAlps.kind}` : quoted(log)
  return `printf %s ${asked} > options.json && petaplan schedule ${workload} --options options.json`
}

const monthOfAlps = { kind: 'month-of-alps' }
const pinsOf = ({ pins = '' }: Fields) => pins.split('|').filter((run) => run !== '')

/** A log goes along as the text of its file, which the shell reads; the invented month needs none. */
function queueOf({ log = '' }: Fields, base: string): string {
  const asked = { ...Object(lastAsked.get('queue')) }
  if (log === '') return postOf(base, 'schedule', { ...asked, synthetic: monthOfAlps })
  const program = quoted(`${JSON.stringify({ ...asked, file: '' }).slice(0, -3)}.}`)
  return `jq -Rs ${program} ${quoted(log)} | curl -s ${base}api/v1/schedule -H 'content-type: application/json' -d @-`
}
