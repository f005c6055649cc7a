/** The shape of Llama 2 7B as its makers publish it: 6,738,415,616 parameters. */
export const llama2 = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  vocab_size: 32000,
} as const

/** The config.json of a small Llama as vision models publish theirs, with a name for each label. */
export function labelledConfig(labels: readonly string[], more: object = {}): string {
  return JSON.stringify({
    ...llama2,
    ...more,
    id2label: Object.fromEntries(labels.map((label, at) => [at, label])),
  })
}
