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
  return asked === undefined ? estimate(fields) : postOf(base, view, asked)
}

/** The programme in sight as a command, which writes the file that it reads. */
export function commandOfInvest(): string {
  const asked = quoted(JSON.stringify(lastAsked.get('invest') ?? {}))
  return `printf %s ${asked} > programme.json && petaplan invest programme.json`
}

const pinsOf = ({ pins = '' }: Fields) => pins.split('|').filter((run) => run !== '')

/** A log goes along as the text of its file, which the shell reads; the invented month needs none. */
function queueOf(
  { policy = 'easy', log = '', machineNodes: nodes = '', runDay = '' }: Fields,
  base: string,
): string {
  const run = runDay === '' ? {} : { run: lastAsked.get('run') }
  const asked = { policy, ...(nodes === '' ? {} : { nodes }), ...run }
  if (log === '') return postOf(base, 'schedule', { ...asked, synthetic: { kind: 'month-of-alps' } })
  const options = JSON.stringify(asked).slice(0, -1)
  const file = `'${log.replaceAll("'", String.raw`'\''`)}'`
  return `jq -Rs '${options},file:.}' ${file} | curl -s ${base}api/v1/schedule -H 'content-type: application/json' -d @-`
}
