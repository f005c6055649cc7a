import { count, short } from '../../format.ts'
import { Choice, Written } from '../../parts/field.tsx'
import { addressOf, change, fields, fieldValue, lastAnswer, set, show } from '../../state/state.ts'
import { Way } from '../../said.tsx'
import { Day } from './day.tsx'
import { OwnSettings } from './own-settings.tsx'
import { ownOf } from '../own.ts'
import { budgetWords } from '../words/budget-words.ts'
import { machine, takeFile, takeGiven, takeMachine } from '../given.ts'
import { asked, budgetChoices, extent, overview, policyNames } from '../state.ts'
import { queueWords } from '../words/words.ts'

/** The workload, the policy and the machine; then the run that is to join. */
export function QueueControls() {
  const { file: log, own } = asked.value
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
        options={policyNames.map((name) => [name, queueWords.policies[name]] as const)}
      />
      {log === null && !('budgets' in ownOf(own)) && (
        <Choice
          id="budgets"
          label={budgetWords.choice}
          help={budgetWords.choiceHelp}
          usual=""
          options={budgetChoices.map(
            (choice) => [choice === 'shown' ? '' : choice, budgetWords.choices[choice]] as const,
          )}
        />
      )}
      <Written id="machineNodes" label={queueWords.nodes} help={queueWords.nodesHelp} hint="" />
      <Written id="coresPerNode" label={queueWords.cores} help={queueWords.coresHelp} hint="" />
      <OwnSettings />
    </div>
  )
}

/** The slurm.conf that was given beside the log. */
function Machine() {
  if (machine.value === null) return <p class="help">{queueWords.machineHelp}</p>
  return (
    <p>
      {queueWords.machineFile(machine.value.name)}{' '}
      <button type="button" onClick={() => takeMachine(null)}>
        {queueWords.machineRemove}
      </button>
    </p>
  )
}

function takeMonth(): void {
  takeFile(null)
  change({ ...fields.value, machineNodes: '', coresPerNode: '' }, 'push')
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
        <Way href={addressOf('plan')} onGo={() => show('plan')}>
          {words.changeIt}
        </Way>
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
