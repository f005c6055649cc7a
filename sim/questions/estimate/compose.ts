import { canonical, fingerprint } from '../../base/fingerprint.ts'
import type { Architecture } from '../../workload/huggingface.ts'
import { countParameters, trainingFlopsPerToken } from '../../workload/flops.ts'
import type { Assumption, EstimateAnswer } from './answer.ts'
import { causesOf } from './assumptions/causes.ts'
import { inWords } from './assumptions/cited.ts'
import { comparisons } from './comparisons.ts'
import { doubtOf } from './assumptions/doubt.ts'
import { explain } from './explain.ts'
import { figuresOf } from './figures.ts'
import { middleOf } from './middle.ts'
import { carbonByMonth, heatOf, withoutProfiles } from './layout/by-month.ts'
import { carbonViews, costViews } from './layout/other-counts.ts'
import type { Wished } from './promises/input.ts'
import type { Worked } from './work.ts'
import type { Scenario } from './input.ts'
import { hardlyMeant } from './hardly-meant.ts'
import { modelRemarks } from '../../workload/shapes.ts'

/** The whole answer: the figures, and the reasons for each of them. */
export function compose(worked: Worked, heat: Wished['heat']): Omit<EstimateAnswer, 'promises'> {
  const { scenario, inputs, price } = worked
  const middle = middleOf(worked)
  const figures = figuresOf(worked, middle)
  const { trainingFlopsFullAttention } = figures.compute
  const answer = {
    ...figures,
    goodput: { ...figures.goodput, causes: causesOf(middle.totals.interruptions) },
    costViews: costViews({ scenario, price, middle }),
    carbonViews: carbonViews(scenario.grid, middle.totals.energyMwh),
    notIncluded: [...figures.notIncluded, ...withoutProfiles(scenario.grid)],
    carbonByMonth: carbonByMonth(worked, middle),
    heat: heatOf(heat, middle),
    comparisons: comparisons(scenario, { inputs, middle, trainingFlopsFullAttention }),
    fingerprint: resultOf(figures),
    uncertainty: doubtOf(worked),
    assumptions: [
      ...worked.chosen.assumptions,
      ...worked.assumed.map(inWords),
      limitInWords(worked),
      ...remarksInWords(scenario),
      ...nodesInWords(scenario),
    ],
    formulas: explain(inputs, middle, {
      flopsPerToken: trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen).causal,
      tokens: scenario.tokens,
      currency: price.currency,
    }),
  }
  return { ...answer, hardlyMeant: hardlyMeant(answer, scenario) }
}

/** Sixteen digits of a result; figures count with six digits, which every machine has alike. */
function resultOf({ version, model, system, layout, compute, totals }: ReturnType<typeof figuresOf>): string {
  const digits = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value
  const said = JSON.stringify([version, model, system, layout, compute, totals], digits)
  return fingerprint(canonical(JSON.parse(said)))
}

/** What was read of the model otherwise than its config might lead one to think. */
function remarksInWords({ model: { architecture }, seqLen }: Scenario): readonly Assumption[] {
  return [...modelRemarks(architecture, seqLen), ...lookUpRemark(architecture)].map((remark, at) =>
    said(`model${String(at + 1)}`, 'Model as read', [remark, 'its config, read by the tables of families']),
  )
}

function said(id: string, name: string, [value, source]: readonly [string, string]): Assumption {
  return { id, name, value, source, low: null, high: null, unit: '', url: null, basis: 'derived' }
}

/** Cards count a large token embedding of a mixture as active (Qwen3, gpt-oss-120b) or not (gpt-oss-20b). */
function lookUpRemark(architecture: Architecture): readonly string[] {
  const { active, total, embedding } = countParameters(architecture)
  if (active === total || embedding < 0.06 * active) return []
  const billions = (parameters: number) => (parameters / 1e9).toPrecision(3)
  return [
    `Of ${billions(active)} billion active parameters ${billions(embedding)} are the token embedding, which some model cards leave out.`,
  ]
}

/** A batch system that gives whole nodes charges for the rest of the last one. */
function nodesInWords({ gpus, system: { acceleratorsPerNode: each } }: Scenario): readonly Assumption[] {
  const rest = gpus % each
  const value = `${String(gpus)} accelerators do not fill nodes of ${String(each)}: the last has ${String(rest)} of them; where whole nodes are charged, count ${String(gpus - rest + each)}`
  return rest === 0 ? [] : [said('nodes', 'Nodes', [value, 'the nodes of the machine'])]
}

function limitInWords({ queueLimit: { limitH, because, queue } }: Worked): Assumption {
  return inWords({
    id: 'queueLimitH',
    name: 'Time limit of one job',
    value: limitH ?? Infinity,
    range: null,
    unit: 'h',
    basis: because.endsWith('given by you') ? 'given' : queue === null ? 'judgement' : 'sourced',
    citations: [queue?.citation ?? null].filter((one) => one !== null),
    because,
  })
}
