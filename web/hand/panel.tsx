import { unlessTyping } from '../parts/field.tsx'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EstimateFigures, SbatchAnswer } from '../../sim/index.ts'
import { count } from '../format.ts'
import { Loading, lose } from '../parts/later.tsx'
import { saveText } from '../parts/save.ts'
import { runOf } from '../state/address.ts'
import { answered, fields, inputOf, set } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'
import { Annex } from './annex.tsx'
import { commandOf, curlOf, fileOf, frameOf } from './command.ts'
import './panel.css'
import { Scenario } from './scenario.tsx'
import { handWords as words } from './words.ts'
import { reasonsOf, Wrong } from './wrong.tsx'

/** Everything that a plan is handed over as: command, file, script with its dates, a funder's form. */
export function HandOver({ answer }: { readonly answer: EstimateFigures }) {
  const base = new URL('./', location.href.split('#')[0]).href
  return (
    <div class="hand">
      <Line label={words.command} text={commandOf(fields.value)} />
      <Line label={words.curl} text={curlOf(fields.value, base)} />
      <Line label={words.file} text={fileOf(fields.value, base)} />
      <Line label={words.embed} text={frameOf(fields.value, base)} />
      <Scenario />
      <Dates answer={answer} />
      <Script />
      <Annex />
    </div>
  )
}

function Line({ label, text }: { readonly label: string; readonly text: string }) {
  const copied = useSignal('')
  return (
    <div>
      <h3>{label}</h3>
      <p>
        <code>{text}</code>
      </p>
      <button
        type="button"
        aria-label={`${words.copy}: ${label}`}
        onClick={() => void navigator.clipboard.writeText(text).then(() => (copied.value = text), lose)}
      >
        {words.copy}
      </button>{' '}
      {copied.value === text && <span role="status">{words.copied}</span>}
    </div>
  )
}

const msPerDay = 86_400_000

/** The first day, and between which days the run ends. */
function Dates({ answer }: { readonly answer: EstimateFigures }) {
  const start = fields.value['start'] ?? ''
  const begin = Date.parse(start)
  const day = (days: number) => new Date(begin + Math.ceil(days) * msPerDay).toISOString().slice(0, 10)
  const { p10, p90 } = answer.totals.calendarDays
  return (
    <div>
      <label for="start">{words.start}</label>{' '}
      <input
        id="start"
        type="date"
        value={unlessTyping('start', start)}
        onChange={(event) => set('start', event.currentTarget.value, 'push')}
      />
      {answered.value?.status === 'answer' &&
        begin >= 0 &&
        new Date(begin).toISOString().startsWith(start) && <p>{words.ends(day(p10), day(p90))}</p>}
    </div>
  )
}

/** The script of the run at hand, made anew when it changes. */
function Script() {
  const made = useSignal<SbatchAnswer | null>(null)
  const wrong = useSignal<readonly string[]>([])
  const run = JSON.stringify(runOf(fields.value))
  useEffect(() => {
    let isNewest = true
    simulation.sbatch(inputOf(fields.value)).then((answered) => {
      if (!isNewest) return
      made.value = answered.status === 'answer' ? answered.value : null
      wrong.value = reasonsOf(answered)
    }, lose)
    return () => (isNewest = false)
  }, [run])
  const script = made.value
  return (
    <div>
      <h3>{words.script}</h3>
      {script === null && wrong.value.length === 0 && <Loading />}
      <Wrong said={wrong.value} />
      {script !== null && (
        <>
          <p role="status">
            {words.scriptSays({
              nodes: count(script.nodes),
              limit: script.timeLimit,
              jobs: count(script.jobs.p50),
              most: count(script.jobs.p90),
            })}{' '}
            <button
              type="button"
              class="link"
              onClick={() => saveText(`${script.jobName}.sbatch`, script.script, 'text/plain')}
            >
              {words.save}
            </button>
          </p>
          <pre class="script" tabIndex={0}>
            {script.script}
          </pre>
        </>
      )}
    </div>
  )
}
