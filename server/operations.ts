import { existsSync, readFileSync } from 'node:fs'
import type { core } from 'zod'
import texts from './data/operations.json' with { type: 'json' }
import {
  annex,
  answerCatalogue,
  answerEstimate,
  answerInvest,
  answerLayouts,
  answerPilot,
  answerPredict,
  answerSbatch,
  evidence,
  questions,
  type Answered,
} from '../sim/index.ts'
import { built } from './built.ts'
import { answerScheduleWithin, answerTradeoffsWithin, httpLimits } from './limits.ts'
import { answerSweepWithin, mostPointsOverHttp } from './sweep/limits.ts'

/** One question that the product answers, for the HTTP routes and the command line alike. */
export type Operation = {
  readonly method: 'get' | 'post'
  /** Below /api/v1, as Express writes it. */
  readonly path: string
  readonly summary: string
  readonly description: string
  /** Schema of the body of a POST; null for a GET. */
  readonly schema: core.$ZodType | null
  /** Schema of the answer, and its name in the contract; null where the answer is a list of plain objects. */
  readonly answerSchema: { readonly name: string; readonly schema: core.$ZodType } | null
  /** A request that runs. */
  readonly example: unknown
  readonly parameters: readonly { readonly name: string; readonly description: string }[]
  readonly name: string
  /** Answers a POST's body, or a GET's path parameters; tells how far it has come where that takes long. */
  readonly answer: (input: unknown, onProgress: (done: number, of: number) => void) => Answered<unknown>
}

const kindParameter = { name: 'kind', description: 'models, accelerators, systems, grids, prices or sources' }
const idParameter = { name: 'id', description: 'id of one record, e.g. alps' }

function catalogue(path: string, parameters: Operation['parameters']): Operation {
  return {
    ...texts.catalogue,
    name: ['catalogue', ...parameters.map(({ name }) => name)].join('-'),
    method: 'get',
    path,
    schema: null,
    answerSchema: null,
    parameters,
    answer: (input) => answerCatalogue(parameter(input, 'kind'), parameter(input, 'id')),
  }
}

function parameter(input: unknown, name: string): string | null {
  const value: unknown = Object.entries(Object(input)).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : null
}

/** As the build has reckoned it; the build itself finds nothing kept. */
function keptEvidence(): Answered<unknown> {
  const kept = built('server/pool/evidence.json')
  if (!existsSync(kept)) return evidence.answerEvidence()
  return { status: 'answer', value: JSON.parse(readFileSync(kept, 'utf8')) }
}

type Name = Exclude<keyof typeof texts, 'catalogue'>
type Asked = Pick<Operation, 'schema' | 'answer'> & { readonly gives: core.$ZodType }

/** Each question with its schemas; what is said of it stands in the data. */
const asked: Readonly<Record<Name, Asked>> = {
  estimate: { answer: answerEstimate, schema: questions.estimate, gives: questions.estimateAnswer },
  sbatch: { answer: answerSbatch, schema: questions.sbatch, gives: questions.sbatchAnswer },
  annex: { answer: annex.answerAnnex, schema: questions.annex, gives: questions.annexAnswer },
  layouts: { answer: answerLayouts, schema: questions.layouts, gives: questions.layoutsAnswer },
  tradeoffs: { answer: answerTradeoffsWithin, schema: questions.tradeoffs, gives: questions.tradeoffsAnswer },
  invest: { answer: answerInvest, schema: questions.invest, gives: questions.investAnswer },
  predict: {
    answer: (input) => answerPredict(input),
    schema: questions.predict,
    gives: questions.predictAnswer,
  },
  pilot: { answer: answerPilot, schema: questions.pilot, gives: questions.pilotAnswer },
  evidence: { answer: keptEvidence, schema: null, gives: questions.evidenceAnswer },
  schedule: { answer: answerScheduleWithin, schema: questions.queue, gives: questions.queueAnswer },
  sweep: { answer: answerSweepWithin, schema: questions.sweep, gives: questions.sweepAnswer },
}

const limits = new Map<string, number>(Object.entries({ ...httpLimits, points: mostPointsOverHttp }))
const withLimits = (text: string) =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => limits.get(name)?.toLocaleString('en') ?? whole)

const isName = (name: string): name is Name => Object.hasOwn(asked, name)

export const operations: readonly Operation[] = [
  ...Object.keys(asked)
    .filter(isName)
    .map((name): Operation => {
      const { schema, answer, gives } = asked[name]
      const { answer: answerName, description, ...told } = texts[name]
      const method = schema === null ? 'get' : 'post'
      const answerSchema = { name: answerName, schema: gives }
      const path = `/${name}`
      return {
        ...told,
        name,
        method,
        path,
        description: withLimits(description),
        schema,
        answerSchema,
        parameters: [],
        answer,
      }
    }),
  catalogue('/catalogue', []),
  catalogue('/catalogue/:kind', [kindParameter]),
  catalogue('/catalogue/:kind/:id', [kindParameter, idParameter]),
]
