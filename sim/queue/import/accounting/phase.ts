/** Where a job is in its life: in the queue, on its nodes, or past them. */
export type JobPhase = 'waiting' | 'running' | 'ended'

const waiting = words('PENDING PD REQUEUE_HOLD RH SPECIAL_EXIT SE REQUEUE_FED RF RESV_DEL_HOLD RD')
const running = words(
  'RUNNING R SUSPENDED S COMPLETING CG RESIZING RS CONFIGURING CF STOPPED ST SIGNALING SI STAGE_OUT SO POWER_UP_NODE',
)
const ended = words(
  'COMPLETED CD CANCELLED CA FAILED F TIMEOUT TO NODE_FAIL NF PREEMPTED PR BOOT_FAIL BF DEADLINE DL OUT_OF_MEMORY OOM',
)
const heldStates = words('REQUEUE_HOLD RH SPECIAL_EXIT SE RESV_DEL_HOLD RD')

/** Source: squeue(1), 'job state codes', Slurm 24.05. */
function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/**
 * The phase that the words of a state tell: one word, or the list of a state and its flags ('RUNNING', 'COMPLETING').
 * A state that ends a job outweighs its flags; a word nobody knows is taken for an end.
 */
export function phaseOf(state: string): JobPhase {
  const parts = state.toUpperCase().split(/[ ,+]+/)
  if (parts.some((word) => ended.has(word))) return 'ended'
  if (parts.some((word) => waiting.has(word))) return 'waiting'
  return parts.some((word) => running.has(word)) ? 'running' : 'ended'
}

/** Whether somebody has to let the job go before it may start: a held state, the reason of a hold, or in vain. */
export function isHeld(state: string, reason: string): boolean {
  return (
    /^(JobHeld(User|Admin)|job held|DependencyNeverSatisfied)/i.test(reason) ||
    state
      .toUpperCase()
      .split(/[ ,+]+/)
      .some((word) => heldStates.has(word))
  )
}
