import { ask, asked, policyNames } from './state.ts'
import { queueWords } from './words.ts'

/** The workload, the policy and the machine. */
export function QueueControls() {
  const { file, policy, nodes, coresPerNode } = asked.value
  return (
    <div class="controls">
      <div class="field">
        <span class="label">{queueWords.workload}</span>
        <p>{file === null ? queueWords.month : queueWords.fileName(file.name)}</p>
        <input
          id="log"
          class="hidden"
          type="file"
          aria-label={queueWords.choose}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0]
            if (chosen !== undefined) void ask({ file: chosen })
          }}
        />
        <label for="log" class="button">
          {queueWords.choose}
        </label>
        {file !== null && (
          <button
            type="button"
            onClick={() => {
              void ask({ file: null, nodes: '', coresPerNode: '' })
            }}
          >
            {queueWords.month}
          </button>
        )}
        <p class="help">{queueWords.drop}</p>
      </div>
      <div class="field">
        <label for="policy">{queueWords.policy}</label>
        <select
          id="policy"
          value={policy}
          onChange={(event) => {
            void ask({ policy: event.currentTarget.value })
          }}
        >
          {policyNames.map((name) => (
            <option key={name} value={name}>
              {queueWords.policies[name]}
            </option>
          ))}
        </select>
      </div>
      <Quantity id="nodes" label={queueWords.nodes} help={queueWords.nodesHelp} value={nodes} />
      <Quantity id="coresPerNode" label={queueWords.cores} help={queueWords.coresHelp} value={coresPerNode} />
    </div>
  )
}

type QuantityProps = {
  readonly id: 'nodes' | 'coresPerNode'
  readonly label: string
  readonly help: string
  readonly value: string
}

function Quantity({ id, label, help, value }: QuantityProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        value={value}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          void ask({ [id]: event.currentTarget.value.trim() })
        }}
      />
      <p id={`${id}-help`} class="help">
        {help}
      </p>
    </div>
  )
}
