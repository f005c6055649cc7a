import { dayWords } from '../../base/calendar.ts'
import { GIGA, SECONDS_PER_HOUR } from '../../base/units.ts'
import { youngIntervalS } from '../../goodput/goodput.ts'
import { layoutText } from '../../workload/layout.ts'
import type { figuresOf } from '../estimate/figures.ts'
import type { Worked } from '../estimate/work.ts'
import { laterDay, type Request } from './hours.ts'
import { allDigits, said } from './said.ts'
import type { ScalingRow } from './scaling.ts'
import type { Storage } from './storage.ts'

export type Facts = {
  readonly worked: Worked
  readonly figures: ReturnType<typeof figuresOf>
  readonly request: Request
  readonly scaling: readonly ScalingRow[]
  readonly storage: Storage
}

/** What goes into a field, and its figure where it is one. */
export type Value = { readonly text: string; readonly figure: number | null }

/** What the plan says of each thing that a form may ask, by the key of its data file; what is missing the plan cannot know. */
export function planValues(facts: Facts): Readonly<Record<string, Value>> {
  return { ...jobs(facts), ...memory(facts), ...storage(facts), ...words(facts) }
}

function number(figure: number, show: (value: number) => string = allDigits): Value {
  return { text: show(figure), figure }
}

function words(facts: Facts): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries({ ...told(facts), ...measured(facts) }).map(([key, text]) => [
      key,
      { text, figure: null },
    ]),
  )
}

function jobs({ worked, figures, request, scaling }: Facts): Readonly<Record<string, Value>> {
  const { scenario, inputs, bands, queueLimit } = worked
  const wallH = bands.wallClockDays.p50 * 24
  const checkpointS = figures.goodput.checkpointIntervalS ?? inputs.checkpointIntervalS
  const betweenS = (figures.goodput.meanTimeBetweenInterruptionsH ?? Infinity) * SECONDS_PER_HOUR
  const most = Math.max(checkpointS, twiceTheLoss * youngIntervalS(inputs.checkpointStallS, betweenS))
  const jobH = queueLimit.limitH ?? wallH
  const every = (seconds: number): Value =>
    Number.isFinite(seconds)
      ? number(Math.min(seconds / SECONDS_PER_HOUR, jobH), said)
      : { text: 'the end of the job: nothing interrupts it', figure: null }
  const share = scenario.gpus / scenario.system.accelerators
  return {
    requestNodeHours: number(request.nodeHours),
    requestGpuHours: number(request.gpuHours),
    jobsAtOnce: number(1),
    jobsTotal: number(figures.goodput.links),
    jobHours: number(Math.min(jobH, wallH), said),
    checkpointH: every(checkpointS),
    checkpointMostH: every(most),
    gpus: number(scenario.gpus),
    gpusMost: number(scenario.gpus),
    gpusPerNode: number(Math.min(scenario.gpus, scenario.system.acceleratorsPerNode)),
    pilotHours: { text: `1 h at each of ${String(scaling.length)} sizes`, figure: scaling.length },
    machineShare: { text: `${said(share * 100)} %`, figure: share },
  }
}

/** Stall and lost work cost d/W + W/(2M), least at W = √(2dM); they are twice the least at 2 + √3 times that. */
const twiceTheLoss = 2 + Math.sqrt(3)

function memory({ figures, worked }: Facts): Readonly<Record<string, Value>> {
  const gb = figures.memory.peakBytes / GIGA
  const all = number(gb * worked.scenario.gpus)
  const { acceleratorsPerNode } = worked.scenario.system
  return {
    memoryPerGpuGb: number(gb, said),
    memoryPerNodeGb: number(gb * Math.min(acceleratorsPerNode, worked.scenario.gpus), said),
    memoryGb: all,
    memoryLeastGb: all,
    memoryMostGb: number((figures.memory.capacityBytes / GIGA) * worked.scenario.gpus),
  }
}

function storage({ storage: s }: Facts): Readonly<Record<string, Value>> {
  const figures = {
    checkpointTb: s.checkpointTb,
    scratchTb: s.scratchTb,
    workTb: s.workTb,
    archiveTb: s.archiveTb,
    diskTb: s.scratchTb + s.workTb,
    transferTb: s.transferTb,
    scratchFiles: s.scratchFilesK,
    workFiles: s.workFilesK,
    archiveFiles: s.archiveFilesK,
    filesPerHour: s.filesPerHour,
  }
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, number(value, said)]))
}

function told({ worked, figures, request, scaling, storage: s }: Facts): Readonly<Record<string, string>> {
  const { system, model, gpus } = worked.scenario
  const { totals, goodput, gpuHoursBreakdown } = figures
  const kept = `the last ${String(s.checkpointsKept)} on scratch, weights alone every ${said(100 / s.weightsKept)} % of the run`
  const end = request.endDay
  const lost = Object.entries(gpuHoursBreakdown).filter(([part, hours]) => part !== 'training' && hours > 0)
  const share = (hours: number) => said((100 * hours) / (gpuHoursBreakdown['training'] ?? 1))
  return {
    partition: `${system.name}, ${figures.system.accelerator}`,
    canCheckpoint: `yes: ${said(s.checkpointTb)} TB, ${kept}; a job that ends or is interrupted goes on from the last`,
    ioStrategy: `asynchronous sharded checkpoints, ${kept}; the data set is read in order from memory-mapped shards`,
    ioPerHour: `${said(s.writtenTbPerHour)} TB written, ${said(s.readTbPerHour)} TB read`,
    retention: kept,
    workflow: `pre-training of ${model.name} on ${said(figures.compute.tokens / 1e12)} T tokens ${goodput.links === 1 ? 'as one job' : `as a chain of ${allDigits(goodput.links)} jobs, each from the last checkpoint`} of ${allDigits(gpus)} accelerators; checkpoints are evaluated beside it`,
    parallelisation: `tensor, pipeline, data, context and expert parallel: ${layoutText(figures.layout)}`,
    overhead: `${said((1 / goodput.fraction - 1) * 100)} % over net hours: ${lost.map(([part, hours]) => `${part.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${share(hours)} %`).join(', ')}`,
    footprint: `${said(totals.energyMwh.p10)} to ${said(totals.energyMwh.p90)} MWh, ${said(totals.carbonT.p10)} to ${said(totals.carbonT.p90)} t CO2e in 8 of 10 cases, on the grid of ${worked.scenario.grid.name}, hardware made included`,
    calendar: `${said(totals.calendarDays.p10)} to ${said(totals.calendarDays.p90)} days in 8 of 10 cases`,
    jobSizes: jobSizes(scaling),
    justification: `${said(figures.compute.trainingFlops)} FLOP at ${said(figures.step.modelTflopsPerGpu)} TFLOP/s per GPU are ${allDigits(totals.netGpuHours.p50)} GPU-hours net, ${allDigits(totals.gpuHours.p50)} with checkpoints, restarts and slow phases; ${allDigits(request.gpuHours)} are enough in ${said(request.confidence * 100)} of 100 cases`,
    sum: `see the milestones: they add up to ${allDigits(request.nodeHours)} node hours`,
    periods: 'see the plan by period below',
    ...(end === null ? {} : { reportBy: dayWords(laterDay(end, 3)) }),
  }
}

function jobSizes(scaling: readonly ScalingRow[]): string {
  const size = (row: ScalingRow | undefined) => (row === undefined ? '' : `${allDigits(row.gpus)} GPUs`)
  return `smallest ${size(scaling[0])} (pilot), typical and largest ${size(scaling.at(-1))}; no ensemble`
}

function measured({ figures, scaling, worked }: Facts): Readonly<Record<string, string>> {
  const { step } = figures
  const parts = Object.entries(step.breakdownS)
    .filter(([part]) => !usefulParts.includes(part))
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(
      ([part, seconds]) =>
        `${part.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${said((100 * seconds) / step.stepTimeS)} % of a step`,
    )
  const first = scaling[0]
  const last = scaling.at(-1)
  return {
    ...(first === undefined || last === undefined
      ? {}
      : {
          scalability:
            scaling.length === 1
              ? `predicted: ${said(step.tokensPerSPerGpu)} tokens/s per GPU; no smaller size fits`
              : `predicted: ${said(last.speedUp)} times as fast on ${allDigits(last.gpus)} as on ${allDigits(first.gpus)} GPUs, ${said(last.efficiency * 100)} % of ideal at the same batch; see the scaling table, to be replaced by measured steps of the pilot`,
        }),
    bottlenecks: parts.length === 0 ? 'none predicted' : parts.join(', '),
    expected: `${said(step.tokensPerSPerGpu)} tokens/s and ${said(step.modelTflopsPerGpu)} TFLOP/s per GPU, ${said(worked.inputs.computingW)} W per GPU with its share of the node`,
  }
}

/** Parts of a step that are the work itself. */
const usefulParts: readonly string[] = ['matmul', 'attention', 'head', 'modelFlopsAtPeak']
