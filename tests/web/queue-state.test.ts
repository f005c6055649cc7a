import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { QueueRunPlan } from '../../sim/index.ts'
import { answerFigures } from '../../sim/index.ts'
import { lengthsOf, oddsBy, withinExtent, withLength } from '../../web/queue/worker/length.ts'
import { columnsOf, headerOf, mappingOf } from '../../web/queue/controls/mapping.ts'
import { queue } from '../../web/queue/worker/replaying.ts'
import { monthAsRead } from '../../sim/questions/queue/views/month.ts'
import { replay } from '../../sim/questions/queue/replay.ts'
import { ended, sacct } from '../sim/queue/import/slurm-dump.ts'
import { plainReplay } from '../sim/questions/queue/plain-replay.ts'

vi.stubGlobal('postMessage', () => undefined)
afterAll(() => {
  vi.unstubAllGlobals()
})

const swf = (policy: string, text: string, columns: Readonly<Record<string, string>> = {}) => ({
  file: new File([text], 'log'),
  policy,
  nodes: '4',
  coresPerNode: '',
  columns,
  machine: null,
  budgets: 'shown',
  own: '',
})

describe('the worker of Queue', () => {
  const csv = 'submit,nodes,requested_s,actual_s\n0,1,100,100\n0,2,100,100\n0,1,50,50\n'

  it('answers nothing of a file that it refused, whatever it held before', async () => {
    const held = await queue.load(swf('fcfs', csv))
    expect(held.ok).toBe(true)
    const refused = swf('easy', '{"model_type":"llama"}')
    expect((await queue.load(refused)).ok).toBe(false)
    expect(await queue.repeated(refused)).toBeNull()
    const answered = answerFigures({ model: 'llama-3-8b', tokens: '1B', system: 'alps', gpus: 8, mfu: 0.4 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    expect(await queue.plan(refused, { estimate: answered.value, submitS: 0, isFirst: false })).toBeNull()
  })

  it('takes the machine from a slurm.conf beside the log, and says how near its starts come to the record', async () => {
    const job = (id: number) => ({
      ...ended,
      JobID: String(id),
      NNodes: '1',
      AllocTRES: 'cpu=16,gres/gpu=1,mem=64G,node=1',
      NodeList: 'n1',
    })
    const log = sacct([1, 2, 3, 4].map(job))
    const machine = {
      name: 'slurm.conf',
      text: 'ClusterName=c\nNodeName=n[1-2] CPUs=64 RealMemory=500000 Gres=gpu:4\nPartitionName=gpu Nodes=ALL Default=YES State=UP\n',
    }
    const told = await queue.load({ ...swf('easy', log), nodes: '', machine })
    if (!told.ok) throw new Error(JSON.stringify(told.problems))
    // Four jobs of a GPU each, at once on one of two nodes of four.
    expect(told.value.answer.metrics).toMatchObject({ mean_wait_s: 0, gpu_utilisation: 0.5 })
    expect(queue.trust()?.against).toMatchObject({ jobs: 4, within1minFraction: 1, medianErrorS: 0 })
    const wrong = await queue.load({ ...swf('easy', log), machine: { ...machine, text: 'NodeName=n1' } })
    expect(wrong.ok).toBe(false)
  })

  it('puts a run among the jobs with the charts of the stretch that is looked at, else of everything', async () => {
    expect((await queue.load({ ...swf('easy', ''), file: null, nodes: '' })).ok).toBe(true)
    const answered = answerFigures({ model: 'apertus-8b', tokens: '2T', system: 'alps', gpus: 512 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const run = { estimate: answered.value, submitS: 5 * 86_400, isFirst: false }
    const put = (asked: readonly [number, number] | null) => {
      const found = queue.place(run, asked, 160)
      if (found?.status !== 'answer') throw new Error(found?.status)
      return found
    }
    const { timeline, fromS, untilS } = put(null)
    expect(timeline).toEqual(queue.timeline(fromS, untilS, 160))
    expect(timeline?.groups[0]?.isRun).toBe(true)
    expect(timeline?.powerW?.length).toBe(160)
    expect(put([86_400, 172_800]).timeline).toEqual(queue.timeline(86_400, 172_800, 160))
    expect(queue.place(null)).toBeNull()
    expect(queue.timeline(fromS, untilS, 160)?.groups[0]?.isRun).toBe(false)
  })

  it('moves and cuts a stretch so that it lies within all there is, and is no shorter than the chart is fine', () => {
    const all = [100, 1000] as const
    expect(withinExtent([200, 300], all, 10)).toEqual([200, 300])
    expect(withinExtent([0, 100], all, 10)).toEqual([100, 200])
    expect(withinExtent([950, 1050], all, 10)).toEqual([900, 1000])
    expect(withinExtent([0, 5000], all, 10)).toEqual([100, 1000])
    expect(withinExtent([500, 501], all, 50)).toEqual([500, 550])
    expect(withinExtent([500, 501], all, 5000)).toEqual([100, 1000])
  })

  it('reads Parquet', async () => {
    const bytes = readFileSync(new URL('../sim/queue/import/pm100.parquet', import.meta.url))
    const told = await queue.load({ ...swf('easy', ''), file: new File([bytes], 'jobs.parquet') })
    if (!told.ok) throw new Error(JSON.stringify(told.problems))
    expect(told.value.answer.metrics.jobs).toBe(4)
    expect(queue.trust()?.against?.jobs).toBe(4)
  })

  it('reads a table by the mapping that a person confirms', async () => {
    const text =
      'Job ID;Submitted;Node Count;Elapsed (min);Wall limit (min);Account\n7;0;1;10;20;ml\n8;5;2;30;60;ml\n'
    const names = headerOf(text)
    const mapping = mappingOf(names)
    expect(columnsOf(mapping)).toEqual({
      submit: 'Submitted',
      nodes: 'Node Count',
      requested_s: 'Wall limit (min):min',
      actual_s: 'Elapsed (min):min',
      project: 'Account',
      id: 'Job ID',
    })
    expect((await queue.load(swf('easy', text))).ok).toBe(false)
    const told = await queue.load(swf('easy', text, columnsOf(mapping)))
    if (!told.ok) throw new Error(JSON.stringify(told.problems))
    // By hand: one node for 10 minutes and two for 30.
    expect(told.value.answer.metrics.node_seconds).toBe(600 + 2 * 1800)
  })
})

describe('the forecast of a log that is replayed', () => {
  it('says eight in ten and holds about so many of the starts that the log records, better than by limits', async () => {
    const month = replay(monthAsRead(1).imported, plainReplay, null)
    if (!month.ok) throw new Error('the month cannot be replayed')
    const { workload, schedule } = month.value
    const { submitS, actualS, requestedS, nodes } = workload.jobs
    const lines = Array.from(submitS.subarray(0, 6000), (submit, at) => {
      const wait = Math.round((schedule.startS[at] ?? 0) - submit)
      const [ran, asked] = [actualS[at], requestedS[at]].map((seconds) => Math.round(seconds ?? 0))
      const size = String(nodes[at])
      return `${String(at + 1)} ${String(Math.round(submit))} ${String(wait)} ${String(ran)} ${size} -1 -1 ${size} ${String(asked)} -1 1 1 1 -1 1 -1 -1 -1`
    })
    const log = { ...swf('easy', `; MaxProcs: 2688\n${lines.join('\n')}\n`), nodes: '2688' }
    expect((await queue.load(log)).ok).toBe(true)
    const { forecast } = queue.trust() ?? {}
    expect(forecast?.forecasts).toBeGreaterThan(500)
    expect(Math.abs((forecast?.coverage80 ?? 0) - 0.8)).toBeLessThan(0.1)
    expect(forecast?.medianErrorS).toBeLessThan(forecast?.medianLimitErrorS ?? 0)
  })
})

describe('the end of a planned run', () => {
  const ends = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109]
  const plan: QueueRunPlan = {
    links: 1,
    nodeSeconds: 1,
    firstStartS: { p10: 0, p50: 0, p90: 0 },
    lastEndS: { p10: 101, p50: 105, p90: 108 },
    firstStartsS: ends.map(() => 0),
    lastEndsS: ends,
    waitS: { p10: 0, p50: 0, p90: 0 },
    knownUntilS: 0,
    linksBeyond: 0,
    meetsNobody: false,
    delay: { jobs: 1, meanDelayS: { p10: 0, p50: 0, p90: 0 } },
    delayBySize: [],
    delayByProject: [],
  }

  it('keeps the range of the queue where the run is certain', () => {
    const { lastEndS } = withLength(plan, { p10: 0, p50: 0, p90: 0 })
    expect(lastEndS.p10).toBe(100)
    expect(lastEndS.p50).toBe(104)
    expect(lastEndS.p90).toBe(108)
  })

  it('has the range of the run where the queue is certain, as three in ten cases lie at either end', () => {
    const certain = { ...plan, lastEndsS: ends.map(() => 1000) }
    const { lastEndS } = withLength(certain, { p10: -200, p50: 0, p90: 500 })
    expect(lastEndS).toEqual({ p10: 800, p50: 1000, p90: 1500 })
  })

  it('gives the odds of a date: of starts by repeats, of ends by repeats and three lengths', () => {
    const two = { ...plan, firstStartsS: [0, 100], lastEndsS: [1000, 2000] }
    const lengths = { p10: -200, p50: 0, p90: 500 }
    expect(oddsBy(two, lengths, 99)).toEqual({ start: 0.5, end: 0 })
    // By 1,000 s the first has ended short or as planned, 7 of 10 cases; by 1,800 s always, the second where it is short.
    expect(oddsBy(two, lengths, 1000)).toEqual({ start: 1, end: 7 / 20 })
    expect(oddsBy(two, lengths, 1800)).toEqual({ start: 1, end: 13 / 20 })
  })

  it('never ends before it starts, and is as far from its middle as the run says', () => {
    const late = { ...plan, firstStartsS: ends.map(() => 95) }
    expect(withLength(late, { p10: -1000, p50: 0, p90: 0 }).lastEndS.p10).toBe(95)
    const answered = answerFigures({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { p10, p50, p90 } = answered.value.totals.wallClockDays
    expect(lengthsOf(answered.value)).toEqual({
      p10: (p10 - p50) * 86_400,
      p50: 0,
      p90: (p90 - p50) * 86_400,
    })
  })
})
