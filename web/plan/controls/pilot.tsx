import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Answered, EstimateFigures, PilotAnswer, Problem } from '../../../sim/index.ts'
import { short } from '../../format.ts'
import { say } from '../../language.ts'
import { unlessTyping } from '../../parts/field.tsx'
import { lose } from '../../parts/later.tsx'
import { saveText } from '../../parts/save.ts'
import { runOf, type Fields } from '../../state/address.ts'
import { heldOf, inWriting } from '../../state/number.ts'
import { change, fields, inputOf, lastAnswer } from '../../state/state.ts'
import { pilotWords as words } from '../../words/pilot.ts'
import { simulation } from '../../worker/simulation.ts'
import { Drop, Paste, Refused } from './own.tsx'

type LoggedRun = Readonly<Record<keyof typeof words.run, string>>
const names = ['gpus', 'seqLen', 'layout'] as const

/** A training log that narrows the answer. One that teaches nothing changes nothing. */
export function Pilot() {
  const { gpus = '', seqLen = String(lastAnswer.value?.compute.seqLen ?? '') } = fields.value
  const run = useSignal<LoggedRun>({ gpus, seqLen, layout: '' })
  const text = useSignal('')
  const held = useSignal<Blob | null>(null)
  const problems = useSignal<readonly Problem[]>([])
  const learned = useSignal<PilotAnswer | null>(null)
  const take = async (log: Blob) => {
    held.value = log
    const asked = await simulation.pilot(log, loggedRun(run.value))
    const wrong = problemsIn(asked)
    if (wrong.length > 0 || asked.status !== 'answer') {
      problems.value = wrong
      return
    }
    const taught = withProfile(asked.value)
    problems.value = problemsIn(await simulation.check(inputOf(taught)))
    if (problems.value.length > 0) return
    learned.value = asked.value
    change(taught, 'push')
  }
  const { model, system } = lastAnswer.value ?? {}
  return (
    <Drop look="own" onFile={(file) => void take(file).catch(lose)}>
      <p class="help">
        {words.story} {words.asPlan(model?.name ?? '', system?.name ?? '')}
      </p>
      <LoggedRunFields
        run={run.value}
        onChange={(said) => {
          run.value = said
          if (held.value !== null) void take(held.value).catch(lose)
        }}
      />
      <Paste
        id="pilot"
        words={words}
        accept=".log,.txt,.out,.csv,.json,.jsonl,text/plain"
        text={text.value}
        onText={(next) => {
          text.value = next
          if (next.trim() !== '') void take(new Blob([next])).catch(lose)
        }}
        onFile={(file) => void take(file).catch(lose)}
      />
      <Refused title={words.refused} problems={problems.value} />
      {isTaught() && (
        <>
          <Narrowed />
          {learned.value !== null && <Learned said={learned.value} />}
          <p>
            <button type="button" class="link" onClick={() => change(without(), 'push')}>
              {words.leave}
            </button>
          </p>
        </>
      )}
    </Drop>
  )
}

type LoggedRunProps = { readonly run: LoggedRun; readonly onChange: (run: LoggedRun) => void }

function LoggedRunFields({ run, onChange }: LoggedRunProps) {
  return (
    <>
      {names.map((name) => (
        <div key={name} class="field">
          <label for={`pilot-${name}`}>{words.run[name]}</label>
          <input
            id={`pilot-${name}`}
            value={unlessTyping(`pilot-${name}`, inWriting(run[name]))}
            placeholder={name === 'layout' ? words.layoutExample : ''}
            onChange={(event) => onChange({ ...run, [name]: heldOf(event.currentTarget.value.trim()) })}
          />
        </div>
      ))}
    </>
  )
}

function isTaught(): boolean {
  return (fields.value['profile'] ?? '') !== ''
}

/** The run without what a log taught. */
function without(): Fields {
  return Object.fromEntries(
    Object.entries(fields.value).filter(([name]) => name !== 'profile' && name !== 'framework'),
  )
}

/** The plan's model and machine, with what the log does not say of its own run. */
function loggedRun({ gpus, seqLen, layout }: LoggedRun) {
  const { model, system, precision = 'bf16' } = inputOf(fields.value)
  return { model, system, precision, gpus, seqLen, ...(layout === '' ? {} : { layout }) }
}

/** The run with the measured steps in it, and their software: no more of the profile than the simulation reads. */
function withProfile({ kind, rows }: PilotAnswer): Fields {
  const lines = rows.map(({ line }) => ({ line: compact(line) }))
  const framework = rows[0]?.line['framework']
  const named = typeof framework === 'string' ? { framework } : {}
  return { ...fields.value, ...named, profile: JSON.stringify({ kind, rows: lines }) }
}

/** What is not known is left out of the link. */
function compact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, compact(one)]])),
  )
}

function problemsIn(asked: Answered<unknown>): readonly Problem[] {
  if (asked.status === 'refused') return asked.problems
  if (asked.status === 'answer') return []
  return asked.obstacles.map(({ reason }) => ({ field: 'log', message: reason }))
}

/** The days held, with the log and without. */
function Narrowed() {
  const said = useSignal('')
  const run = JSON.stringify(runOf(fields.value))
  useEffect(() => {
    const days = (asked: Answered<EstimateFigures>) => {
      if (asked.status !== 'answer') return '–'
      const { p10, p90 } = asked.value.totals.wallClockDays
      return words.range(short(p10), short(p90))
    }
    const both = [inputOf(without()), inputOf(fields.value)].map((input) => simulation.check(input))
    void Promise.all(both).then(([before, after]) => {
      if (before !== undefined && after !== undefined) said.value = words.change(days(before), days(after))
    }, lose)
  }, [run])
  return said.value === '' ? null : (
    <p role="status">
      <strong>{said.value}</strong>
    </p>
  )
}

function Learned({ said }: { readonly said: PilotAnswer }) {
  const { sentences, constants } = said.learned
  const spread = (value: number, share: number) => words.spread(short(value), short(100 * share))
  const range = ([low, high]: readonly [number, number]) => words.range(short(low), short(high))
  return (
    <>
      <Lines
        title={words.learned}
        lines={[
          ...sentences.map(say),
          ...said.leftOut.map(({ id, problem }) => words.leftOut(String(id), say(problem))),
        ]}
      />
      <Lines
        title={words.constants}
        lines={constants.map((one) =>
          words.constant(
            say(one.meaning),
            spread(one.before, one.spreadBefore),
            spread(one.after, one.spreadAfter),
          ),
        )}
      />
      <Lines
        title={words.carries}
        lines={said.carries.map((one) => words.carry(say(one.what), range(one.before), range(one.after)))}
      />
      <p>
        <button
          type="button"
          class="link"
          onClick={() => saveText('pilot-profile.json', JSON.stringify(said, null, 1), 'application/json')}
        >
          {words.save}
        </button>
      </p>
    </>
  )
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <details open={title === words.learned}>
      <summary>{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
