import { Field, unlessTyping } from '../../parts/field.tsx'
import { Fold } from '../../parts/fold.tsx'
import { pretty, Refused } from '../../plan/controls/own.tsx'
import { heldOf, inWriting } from '../../state/number.ts'
import { set } from '../../state/state.ts'
import { controlOf, ownLists, ownNumbers, ownOf, partAt, withPart } from '../own.ts'
import { takeOptions } from '../given.ts'
import { asked, overview, problems } from '../state.ts'
import { queueWords } from '../words/words.ts'

const words = queueWords.own

/** As the command line reads them: a person takes one and changes it. */
const examples = {
  windows: '[{"start":"240h","end":"252h","nodes":1000}]',
  budgets:
    '{"gpusPerNode":4,"enforce":true,"projects":[{"project":"climate","periods":[{"start":0,"end":"91d","gpuHours":500000}]}]}',
  queueOptions: '{"limits":[{"each":"account","mostRunningNodes":800}]}',
} as const

/** What the command line takes beside policy and machine: power, failures, weights, windows, budgets and the rest. */
export function OwnSettings() {
  return (
    <Fold id="own-settings" title={words.title} open={asked.peek().own !== ''} isControl>
      {() => (
        <div class="own own-settings">
          {(['power', 'failures', 'priority'] as const).map((group) => (
            <fieldset key={group} class="field run">
              <legend>{words.groups[group]}</legend>
              {ownNumbers[group].map((path) => (
                <Amount key={path} path={path} />
              ))}
            </fieldset>
          ))}
          {ownLists.map((list) => (
            <Text key={list} name={list} text={partText(list)} onText={(text) => put(list, text)} />
          ))}
          <Text name="queueOptions" text={asked.value.own} onText={takeOptions} />
        </div>
      )}
    </Fold>
  )
}

type Path = (typeof ownNumbers)[keyof typeof ownNumbers][number]

function partText(path: string): string {
  const part = partAt(ownOf(asked.value.own), path)
  if (part === undefined) return ''
  return typeof part === 'string' ? part : JSON.stringify(part)
}

function put(path: string, text: string): void {
  set('queueOptions', withPart(ownOf(asked.value.own), path, text), 'push')
}

const problemsOf = (id: string) =>
  problems.value.filter(({ field }) => controlOf(field, asked.value.own) === id)

function Amount({ path }: { readonly path: Path }) {
  return (
    <Field id={path} label={words.labels[path]} help={words.help[path]} wrong={problemsOf(path)[0] ?? null}>
      <input
        id={path}
        placeholder={inWriting(String(partAt(overview.value?.asked ?? {}, path) ?? ''))}
        value={unlessTyping(path, inWriting(partText(path)))}
        onChange={(event) => put(path, heldOf(event.currentTarget.value))}
      />
    </Field>
  )
}

type TextProps = {
  readonly name: keyof typeof examples
  readonly text: string
  readonly onText: (text: string) => void
}

/** A list, or all settings, as JSON. */
function Text({ name, text, onText }: TextProps) {
  const id = name === 'queueOptions' ? name : `own-${name}`
  return (
    <Field id={id} label={words.labels[name]} help={words.help[name]} wrong={null}>
      <textarea
        id={id}
        spellcheck={false}
        placeholder={examples[name]}
        value={unlessTyping(id, pretty(text))}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {text === '' && (
        <button type="button" onClick={() => onText(examples[name])}>
          {words.example}
        </button>
      )}
      <Refused title={words.refused} problems={problemsOf(id)} />
    </Field>
  )
}
