import { own } from '../../../base/nearest.ts'
import type { TrainerReading } from './reading.ts'

/** The function between the matrices of an MLP; gated ones multiply by a third matrix. */
export type Activation =
  | 'silu'
  | 'gelu'
  | 'gelu-tanh'
  | 'relu'
  | 'relu2'
  | 'xielu'
  | 'clamped-swiglu'
  | 'other'

/** Names in configs. `gelu_new`, `gelu_fast` and `gelu_pytorch_tanh` are the same approximation. */
const named: Readonly<Record<string, Activation>> = {
  silu: 'silu',
  swish: 'silu',
  gelu: 'gelu',
  gelu_new: 'gelu-tanh',
  gelu_fast: 'gelu-tanh',
  gelu_pytorch_tanh: 'gelu-tanh',
  relu: 'relu',
  relu2: 'relu2',
  xielu: 'xielu',
  swigluoai: 'clamped-swiglu',
}

/** What a family computes whatever its config says, or where it says nothing: its class in transformers. */
const ofFamily: Readonly<Record<string, Activation>> = {
  apertus: 'xielu',
  opt: 'relu',
  gpt2: 'gelu-tanh',
  gpt_bigcode: 'gelu-tanh',
  starcoder2: 'gelu-tanh',
  gpt_neox: 'gelu',
  bloom: 'gelu-tanh',
  falcon: 'gelu',
  mpt: 'gelu',
  nemotron: 'relu2',
  arcee: 'relu2',
  gemma: 'gelu-tanh',
  gemma2: 'gelu-tanh',
  gemma3_text: 'gelu-tanh',
}

const field = ['hidden_act', 'hidden_activation', 'activation_function']

/** Null where neither the config nor the family tells. */
export function activationOf({ config, modelType, architecture }: TrainerReading): Activation | null {
  if (modelType === 'gpt_oss') return 'clamped-swiglu'
  const said = field.map((name) => own(config, name)).find((value) => typeof value === 'string')
  if (typeof said === 'string') return own(named, said) ?? 'other'
  return own(ofFamily, modelType) ?? (architecture.mlpGated ? 'silu' : null)
}
