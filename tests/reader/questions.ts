import { estimateReport } from '../../server/cli/writing/report.ts'
import { investReport } from '../../server/cli/invest/invest-report.ts'
import { answerEstimate, answerInvest, investCases } from '../../sim/index.ts'

/** What a ministry asks of a programme, the command that answers it, and what its figure looks like. */
export type Asked = {
  readonly question: string
  readonly command: string
  readonly input: { readonly [field: string]: unknown }
  readonly of: 'invest' | 'estimate'
  readonly figure: RegExp
}

const number = String.raw`[\d.,]+(?: [kMBT])?`

function ofFile(input: object): string {
  return `echo '${JSON.stringify(input)}' > plan.json && petaplan invest plan.json`
}

/** What a case is planned to be wanted for, halved. */
function halfTheHours({ input }: (typeof investCases)[number]): number {
  const answered = answerInvest({ ...input, samples: 100 })
  if (answered.status !== 'answer') throw new Error(answered.status)
  const { machine, cashFlow } = answered.value
  return Math.round((cashFlow[1]?.allocatedHours ?? machine.accelerators) / 2)
}

/** A machine of the case for a run: the catalogue's, or a file. */
function systemOf({ id, input }: (typeof investCases)[number]): {
  readonly word: string
  readonly system: unknown
} {
  if (typeof input.system === 'string') return { word: input.system, system: input.system }
  const system = {
    name: id,
    acceleratorId: input.accelerator,
    nodes: Math.floor(Number(input.accelerators) / 8),
    acceleratorsPerNode: 8,
    country: input.country,
  }
  return { word: `${id}.json`, system }
}

/** The country of a case where one is ready, else Finland, with a dated rate by which its money buys. */
function sovereign({ id, input }: (typeof investCases)[number]): Asked {
  const { currency } = input
  const said = typeof input.sovereignty === 'object' ? input.sovereignty : {}
  const rate = { from: 'USD', to: currency, rate: 1, date: '2026', source: 'of the reader, for a test' }
  const exchange = input.exchange ?? (currency === 'USD' ? [] : [rate])
  const change = { sovereignty: { country: 'FI', ...said, amount: '100M' }, exchange }
  return {
    question: 'Where does the country stand, and what does the next money move?',
    command: ofFile({ case: id, ...change }),
    input: { case: id, ...change },
    of: 'invest',
    figure: new RegExp(String.raw`stands\s+at\s+${number}(–|\s+to\s+)${number}\s+of\s+100[\s\S]*points,`),
  }
}

/** Ten questions of a case, and three of what it may be asked to do. */
export function questionsOf(ready: (typeof investCases)[number]): readonly Asked[] {
  const { id, input } = ready
  const changed = (question: string, change: object, figure: string): Asked => ({
    question,
    command: ofFile({ case: id, ...change }),
    input: { case: id, ...change },
    of: 'invest',
    figure: new RegExp(figure),
  })
  const plain = (question: string, figure: string): Asked => ({
    ...changed(question, {}, figure),
    command: `petaplan invest ${id}`,
  })
  const { word, system } = systemOf(ready)
  const run = { model: 'apertus-70b', tokens: '15T', gpus: 960, deadline: '365d', confidence: 0.8 }
  const horizonY = input.horizonY ?? 5
  return [
    plain(
      'What does an hour cost, in the middle of the futures and as planned?',
      `allocated +${number} +${number} +${number} +${number}`,
    ),
    changed(
      'Who pays what in which year?',
      { payers: [{ name: 'Union', capitalFraction: 0.5 }] },
      String.raw`Union( +${number}){${String(horizonY + 1)}}\nThe owner( +${number}){${String(horizonY + 1)}}`,
    ),
    changed(
      'What if demand halves?',
      { demandHoursPerY: halfTheHours(ready) },
      `Own +${number} +${number} +${number} +${number} +${number}`,
    ),
    plain('What does the next year of hours buy?', `${number} projects if all hours went to them`),
    {
      question: 'By when does a run end, with which odds, and what would it take?',
      command: `petaplan estimate --model apertus-70b --tokens 15T --system ${word} --gpus 960 --deadline 365d --confidence 0.8`,
      input: { ...run, system },
      of: 'estimate',
      figure: new RegExp(String.raw`365 days of the calendar are kept in ${number} % of futures`),
    },
    plain('What is not in here?', String.raw`Not included\n(.*\n)*.*taxes`),
    plain(
      'Over which scope are the ways compared, and what was filled?',
      String.raw`Scope +Own[^\n]*\ncompute +inside(.*\n)*tax +not counted`,
    ),
    {
      ...changed(
        'What does this run cost each way, and which is cheapest how often?',
        { runs: true },
        String.raw`The run +p10 +p50 +p90[^\n]*\n\w+ +${number} +${number} +${number} +${number} +[\d.]+`,
      ),
      command: `petaplan invest ${id} --run`,
    },
    plain(
      'What if hardware costs half as much again, as in Korea?',
      String.raw`Capital \+53 % +${number} +\+[\d.]+ %`,
    ),
    changed(
      'How many accelerators serve ten billion tokens a day, and for how much?',
      { serving: { tokensPerDay: '10B' } },
      String.raw`10B\s+tokens\s+a\s+day[\s\S]*?at\s+the\s+busiest\s+hour`,
    ),
    changed(
      'What do value added tax and duties come to, and who pays them when?',
      { taxes: { vatFraction: 0.19, dutyFraction: 0.02 } },
      String.raw`Value added tax[^\n]*${number}`,
    ),
    sovereign(ready),
    plain(
      'How much power, energy and carbon, here and elsewhere?',
      String.raw`Power ${number} MW on average, ${number} MW at most; ${number} MWh a\s+year[\s\S]*\(the site\) +${number} to ${number}`,
    ),
  ]
}

/** The report that the command prints; by fewer futures where only its form is asked. */
export function reportOf({ of, input }: Asked, samples?: number): string {
  const asked = samples === undefined ? input : { ...input, samples }
  if (of === 'estimate') {
    const answered = answerEstimate(asked)
    return answered.status === 'answer' ? estimateReport(answered.value, 'short') : JSON.stringify(answered)
  }
  const answered = answerInvest(asked)
  return answered.status === 'answer' ? investReport(answered.value) : JSON.stringify(answered)
}
