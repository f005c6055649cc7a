import { t, translated } from '../language.ts'
/** Words of a training log that narrows the answer: whole sentences with parameters. */
export const pilotWords = translated({
  story:
    'A log of some tens of steps tells how fast the software runs on the machine. Megatron-LM, NeMo, torchtitan, nanotron, MaxText, llm-foundry and the Hugging Face Trainer are read; the log stays in your browser.',
  run: {
    gpus: 'Accelerators of the logged run',
    seqLen: 'Tokens in its sequence',
    layout: 'Its layout, where it is known',
  },
  layoutExample: 'tp=4,pp=8,mbs=1,gbs=1024',
  asPlan: (model: string, system: string) => t`Model and machine as above: ${model} on ${system}.`,
  paste: 'The log',
  example: 'iteration 12/500 | elapsed time per iteration (ms): 20000 | global batch size: 128 | …',
  file: 'or choose the file, or drop it here; a saved profile too',
  refused: 'Nothing could be learned from this; the run stays as it was:',
  change: (before: string, after: string) =>
    t`Days held, p10 to p90: ${before} before the log, ${after} with it.`,
  learned: 'What was learned',
  constants: 'Constants of the model, before and after',
  constant: (meaning: string, before: string, after: string) => t`${meaning}: ${before}, now ${after}`,
  spread: (value: string, percent: string) => `${value} ± ${percent}\u00a0%`,
  carries: 'Measured over predicted speed (8 of 10 cases) of a step like the logged one',
  carry: (what: string, before: string, after: string) => t`${what}: ${before} before, ${after} now`,
  range: (low: string, high: string) => t`${low} to ${high}`,
  leftOut: (id: string, problem: string) => t`Left out, line ${id}: ${problem}`,
  save: 'Save the profile',
  leave: 'Leave the log out',
})
