import * as z from 'zod/mini'
import { own } from '../../../base/nearest.ts'
import table from '../../../data/trainers/activations.json' with { type: 'json' }
import type { TrainerReading } from './reading.ts'

/** The function between the matrices of an MLP; gated ones multiply by a third matrix. */
const activation = z.enum(['silu', 'gelu', 'gelu-tanh', 'relu', 'relu2', 'xielu', 'clamped-swiglu', 'other'])
export type Activation = z.infer<typeof activation>

const known = z.record(z.string(), activation)
/** Names in configs. `gelu_new`, `gelu_fast` and `gelu_pytorch_tanh` are the same approximation. */
const named = known.parse(table.named)
/** What a family computes whatever its config says, or where it says nothing: its class in transformers. */
const ofFamily = known.parse(table.ofFamily)

const field = ['hidden_act', 'hidden_activation', 'activation_function']

/** Null where neither the config nor the family tells. */
export function activationOf({ config, modelType, architecture }: TrainerReading): Activation | null {
  if (modelType === 'gpt_oss') return 'clamped-swiglu'
  const said = field.map((name) => own(config, name)).find((value) => typeof value === 'string')
  if (typeof said === 'string') return own(named, said) ?? 'other'
  return own(ofFamily, modelType) ?? (architecture.mlpGated ? 'silu' : null)
}
