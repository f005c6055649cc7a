import { count, short } from '../../format.ts'
import { Choice, unlessTyping } from '../../parts/field.tsx'
import { addressOf, change, fields, fieldValue, lastAnswer, set, show } from '../../state/state.ts'
import { Day } from './day.tsx'
import { budgetWords } from '../words/budget-words.ts'
import {
  asked,
  budgetChoices,
  extent,
  file,
  machine,
  overview,
  policyNames,
  takeFile,
  takeGiven,
} from '../state.ts'
import { queueWords } from '../words/words.ts'

/** The workload, the policy and the machine; then the run that is to join. */
export function QueueControls() {
  const log = file.value
  return (
    <div class="controls">
      <div class="field">
        <span class="label">{queueWords.workload}</span>
        <p>{log === null ? queueWords.month : queueWords.fileName(log.name)}</p>
        <input
          id="log"
          class="hidden"
          type="file"
          multiple
          aria-label={queueWords.choose}
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])]
            event.currentTarget.value = ''
            for (const one of chosen) void takeGiven(one)
          }}
        />
        <label for="log" class="button">
          {queueWords.choose}
        </label>
        {log !== null && (
          <button type="button" onClick={takeMonth}>
            {queueWords.month}
          </button>
        )}
        <p class="help">{queueWords.drop}</p>
        <Machine />
      </div>
      <Run />
      <Choice
        id="policy"
        label={queueWords.policy}
        usual="easy"
        options={policyNames.map((name) => [name, queueWords.policies[name]])}
      />
      {log === null && <Budgets />}
      <Quantity id="nodes" name="machineNodes" label={queueWords.nodes} help={queueWords.nodesHelp} />
      <Quantity id="coresPerNode" name="coresPerNode" label={queueWords.cores} help={queueWords.coresHelp} />
    </div>
  )
}

/** The slurm.conf that was given beside the log. */
function Machine() {
  if (machine.value === null) return <p class="help">{queueWords.machineHelp}</p>
  return (
    <p>
      {queueWords.machineFile(machine.value.name)}{' '}
      <button type="button" onClick={() => (machine.value = null)}>
        {queueWords.machineRemove}
      </button>
    </p>
  )
}

/** Whether the budgets of the month hold jobs back. */
function Budgets() {
  return (
    <div class="field">
      <label for="budgets">{budgetWords.choice}</label>
      <select
        id="budgets"
        value={asked.value.budgets}
        aria-describedby="budgets-help"
        onChange={(event) => {
          const { value } = event.currentTarget
          set('budgets', value === 'enforced' ? value : '', 'push')
        }}
      >
        {budgetChoices.map((choice) => (
          <option key={choice} value={choice}>
            {budgetWords.choices[choice]}
          </option>
        ))}
      </select>
      <p id="budgets-help" class="help">
        {budgetWords.choiceHelp}
      </p>
    </div>
  )
}

/** The month has a machine of its own. */
function takeMonth(): void {
  takeFile(null)
  change({ ...fields.value, machineNodes: '', coresPerNode: '' }, 'push')
}

type QuantityProps = {
  readonly id: string
  /** Of the field in the address. */
  readonly name: string
  readonly label: string
  readonly help: string
}

function Quantity({ id, name, label, help }: QuantityProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        value={unlessTyping(id, fieldValue(name) ?? '')}
        aria-describedby={`${id}-help`}
        onChange={(event) => set(name, event.currentTarget.value.trim(), 'push')}
      />
      <p id={`${id}-help`} class="help">
        {help}
      </p>
    </div>
  )
}

const words = queueWords.run
/** Where in the workload a run is put at first: after the machine has filled. */
const firstShare = 0.15
const dayS = 86_400

/** The run of Plan, and when it joins. */
function Run() {
  const answer = lastAnswer.value
  const shown = overview.value
  if (answer === null || shown === null) return <div class="run-place" />
  const isPut = (fieldValue('runDay') ?? '') !== ''
  return (
    <fieldset class="field run">
      <legend>{words.title}</legend>
      <p>
        {words.what({
          model: answer.model.name,
          tokens: short(answer.compute.tokens),
          gpus: count(answer.system.gpus),
          system: answer.system.name,
        })}{' '}
        <a
          href={addressOf('plan')}
          onClick={(event) => {
            event.preventDefault()
            show('plan')
          }}
        >
          {words.changeIt}
        </a>
      </p>
      {isPut ? (
        <>
          <Day shown={shown} />
          <Choice
            id="runFirst"
            label={words.place}
            usual=""
            options={[
              ['', words.places.usual],
              ['yes', words.places.first],
            ]}
          />
          <button type="button" onClick={() => set('runDay', '', 'push')}>
            {words.remove}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="primary"
          onClick={() => {
            const [fromS, untilS] = extent.value
            const day = Math.round((fromS + firstShare * (untilS - fromS)) / dayS) + 1
            set('runDay', String(day), 'push')
          }}
        >
          {words.put}
        </button>
      )}
    </fieldset>
  )
}
