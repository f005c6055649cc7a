import type { Layout } from '../../../workload/layout.ts'

/**
 * Layers of each chunk of a pipeline, in the order in which a token passes them: chunk i is on stage i mod pp. Where
 * they do not divide, the ends hold fewer, half of what is missing each, as step time and memory are reckoned
 * (`layersHeld` in workload): the last stage gives the odd one, since it holds the head.
 */
export function chunkLayers(layers: number, { pp, vpp }: Pick<Layout, 'pp' | 'vpp'>): readonly number[] {
  const count = pp * vpp
  const chunks = Array.from({ length: count }, () => Math.ceil(layers / count))
  const total = () => chunks.reduce((sum, held) => sum + held, 0)
  for (let turn = 0; total() > layers; turn += 1) takeOne(chunks, pp, turn)
  return chunks
}

/** Takes a layer from the last stage on even turns and the first on odd ones; from the next inward when they have none. */
function takeOne(chunks: number[], pp: number, turn: number): void {
  for (let inward = 0; inward < pp; inward += 1) {
    const stage = turn % 2 === 0 ? pp - 1 - inward : inward
    const own = chunks.map((_, chunk) => chunk).filter((chunk) => chunk % pp === stage)
    // Only the chunks with the embedding and the head may hold no layer.
    const least = (chunk: number) => (chunk === 0 || chunk === chunks.length - 1 ? 0 : 1)
    const spare = own.filter((chunk) => (chunks[chunk] ?? 0) > least(chunk))
    const most = Math.max(...spare.map((chunk) => chunks[chunk] ?? 0))
    const fullest = spare.filter((chunk) => chunks[chunk] === most)
    const from = turn % 2 === 0 ? fullest.at(-1) : fullest[0]
    if (from === undefined) continue
    chunks[from] = most - 1
    return
  }
  throw new Error('no chunk of the pipeline has a layer to spare')
}

/** Whether every chunk holds as many layers. */
export function dividesEvenly(layers: number, { pp, vpp }: Pick<Layout, 'pp' | 'vpp'>): boolean {
  return layers % (pp * vpp) === 0
}
