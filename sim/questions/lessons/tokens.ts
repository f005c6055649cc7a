import { deepseekOptimal, kaplanOptimal, llama3Optimal } from '../../workload/scaling-laws/optima.ts'
import { inferenceAware } from '../../workload/scaling-laws/inference-demand.ts'
import {
  besiroglu2024,
  computeOptimal,
  hoffmann2022,
  overTraining,
  trainingFlopsPerParameterToken,
} from '../../workload/scaling-laws/parametric.ts'
import { repeatedData } from '../../workload/scaling-laws/repeated-data.ts'
import { lessonNumberIn, threeDigits, type Computed, type Settings } from './contract.ts'

const computes = [1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26] as const
const series = [
  'Kaplan 2020',
  'Chinchilla as published',
  'Chinchilla corrected',
  'DeepSeek LLM',
  'Llama 3',
] as const

export function tokensLesson(settings: Settings): Computed {
  const flops = lessonNumberIn(settings, 'flops')
  const ratio = lessonNumberIn(settings, 'ratio')
  const served = lessonNumberIn(settings, 'served')
  const optimum = computeOptimal(besiroglu2024, flops)
  const published = computeOptimal(hoffmann2022, flops)
  const { penaltyFactor, chosen } = overTraining(besiroglu2024, optimum, ratio)
  const life = inferenceAware(besiroglu2024, { targetLoss: optimum.loss, inferenceTokens: served * 1e12 })
  const repeated = repeatedData(optimum.parameters, optimum.tokens, optimum.tokens / 4)
  return {
    finding: `For this compute the corrected law advises ${threeDigits(optimum.tokensPerParameter)} tokens a parameter, the published one ${threeDigits(published.tokensPerParameter)}`,
    series: [...series],
    rows: computes.map((x) => ({ x, values: ratiosAt(x) })),
    predicted: optimum.tokensPerParameter,
    held: penaltyFactor,
    asked: life.tokensPerParameter,
    facts: [
      `Trained at ${String(ratio)} tokens a parameter, the same loss takes a model of ${threeDigits(chosen.parameters / 1e9)} B instead of ${threeDigits(optimum.parameters / 1e9)} B, and ${threeDigits(penaltyFactor)} times the compute.`,
      `With ${threeDigits(served)} T tokens served, the least compute over its life is a model of ${threeDigits(life.parameters / 1e9)} B on ${threeDigits(life.tokens / 1e12)} T tokens.`,
      `If only a quarter of the advised tokens were different ones, four passes over them would be worth ${threeDigits((100 * repeated.effectiveTokens) / optimum.tokens)} % of as many new ones (Muennighoff et al.).`,
    ],
  }
}

/** Tokens per parameter that each law advises; by C = 6 N D where a law speaks of compute and tokens alone. */
function ratiosAt(flops: number): readonly number[] {
  const bySix = (tokens: number) => (tokens * tokens * trainingFlopsPerParameterToken) / flops
  const kaplan = kaplanOptimal(flops)
  const llama = llama3Optimal(flops)
  return [
    kaplan.tokens / kaplan.parameters,
    computeOptimal(hoffmann2022, flops).tokensPerParameter,
    computeOptimal(besiroglu2024, flops).tokensPerParameter,
    bySix(deepseekOptimal(flops).tokens),
    llama.tokens / llama.parameters,
  ]
}
