import { pins } from '../compare/state.ts'
import { commandOf, curlOf, postOf, quoted } from '../hand/command.ts'
import { fromFragment, type Fields, type ViewId } from '../state/address.ts'
import { lastAsked } from '../worker/remote.ts'

export type Copies = Readonly<Record<'command' | 'curl', string>>

/** What is in sight as a command, which writes the file that it reads, and as the request to the API that answers it. */
export function copiesOf(view: ViewId, fields: Fields): Copies {
  const base = new URL('./', location.href.split('#')[0]).href
  if (view === 'evidence') return { command: 'petaplan evidence', curl: `curl -s ${base}api/v1/evidence` }
  if (view === 'queue') return queueOf(fields, base)
  const asked = lastAsked.get(view)
  if ((view === 'tradeoffs' || view === 'invest') && asked !== undefined)
    return {
      command: withFile(asked, `petaplan ${view} ${view === 'invest' ? '' : '--scenario '}${view}.json`),
      curl: oneByOne(asked)
        .map((one) => postOf(base, view, one))
        .join('\n'),
    }
  const runs = view === 'compare' ? pins().map(fromFragment) : [fields]
  return { command: runs.map(commandOf).join('\n'), curl: runs.map((run) => curlOf(run, base)).join('\n') }
}

/** A command after the file that it names last is written. */
function withFile(held: unknown, command: string): string {
  return `printf %s ${quoted(JSON.stringify(held))} > ${command.split(' ').at(-1) ?? ''} && ${command}`
}

/** Each of the questions backwards in a request of its own: all of them may be more work than one answer is given. */
function oneByOne(asked: unknown): readonly unknown[] {
  const each = Object.entries(Object(Object(asked).find))
  return each.length < 2 ? [asked] : each.map(([name, of]) => ({ ...Object(asked), find: { [name]: of } }))
}

const monthOfAlps = { kind: 'month-of-alps' }

/** A log goes along as the text of its file, which the shell reads; the invented month needs none. */
function queueOf({ log = '' }: Fields, base: string): Copies {
  const asked = { ...Object(lastAsked.get('queue')) }
  const workload = log === '' ? `--synthetic ${monthOfAlps.kind}` : quoted(log)
  const command = withFile(asked, `petaplan schedule ${workload} --options options.json`)
  if (log === '') return { command, curl: postOf(base, 'schedule', { ...asked, synthetic: monthOfAlps }) }
  const program = quoted(`${JSON.stringify({ ...asked, file: '' }).slice(0, -3)}.}`)
  const header = `-H 'content-type: application/json'`
  return {
    command,
    curl: `jq -Rs ${program} ${quoted(log)} | curl -s ${base}api/v1/schedule ${header} -d @-`,
  }
}
