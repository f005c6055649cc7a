import { Command } from 'commander'
import { answerLayouts, questions, type LayoutsAnswer, type RankedLayout } from '../../sim/index.ts'
import { finishRead } from './fields.ts'
import { describe } from './describe.ts'
import { addFields, readInput, type Options } from './run-options.ts'
import { count, figure, short, table, wrapped } from './writing/table.ts'

export function layoutsCommand(): Command {
  return describe(addFields(new Command('layouts'), questions.layouts)).action(
    ({ json, ...fields }: Options) => {
      const read = readInput(fields)
      finishRead(read, answerLayouts(read.input), { json: json === true, show: layoutsReport })
    },
  )
}

export function layoutsReport(answer: LayoutsAnswer): string {
  return [
    ...wrapped(headline(answer)),
    '',
    ...table([header, ...answer.layouts.map(row)]),
    '',
    ...wrapped(
      'tok/s per accelerator as predicted, and "low" at the low end of the 80 % interval, by which they are ranked; of layouts that share tp, pp, cp, ep and mbs only the best is shown.',
    ),
    ...unusualLines(answer.layouts),
    ...(answer.noise === '' ? [] : wrapped(answer.noise)),
    '',
    ...tallyLines(answer),
    ...frontLines(answer),
    '',
    ...best(answer),
  ].join('\n')
}

function headline({ model, system, seqLen, globalBatch, globalBatchTokens, ...rest }: LayoutsAnswer): string {
  const gpus = count(system.gpus)
  const batch = `${count(globalBatch)} sequences of ${count(seqLen)} tokens (${short(globalBatchTokens)})`
  return `${model.name} on ${gpus} ${system.accelerator} of ${system.name}, ${batch} a step (${rest.globalBatchSource}), ${rest.precision}, ${rest.framework}.`
}

const header = '# tp pp vpp dp cp ep mbs zero recompute tok/s low MFU GB'.split(' ')

function row({ rank, layout, expected, pessimistic, memory, unusual }: RankedLayout): readonly string[] {
  const { tp, pp, vpp, dp, cp, ep, microBatch, zero, recompute } = layout
  return [
    `${String(rank)}${unusual.length > 0 ? '*' : ''}`,
    ...[tp, pp, vpp, dp, cp, ep, microBatch, zero].map(String),
    recompute,
    figure(expected.tokensPerSPerGpu),
    figure(pessimistic.tokensPerSPerGpu),
    expected.mfu.toFixed(2),
    (memory.peakBytes / 1e9).toFixed(1),
  ]
}

function unusualLines(layouts: readonly RankedLayout[]): readonly string[] {
  const sentences = new Set(layouts.flatMap(({ unusual }) => unusual))
  if (sentences.size === 0) return []
  return wrapped(`* unlike any published layout: ${[...sentences].join('; ')}.`)
}

function tallyLines({ tally }: LayoutsAnswer): readonly string[] {
  const fell = tally.cutsFell.map(({ sentence, cuts }) => `${String(cuts)} because ${sentence}`)
  const left = tally.layouts - tally.layoutsTooFull
  return wrapped(
    `${count(tally.layouts)} layouts tried, ${count(left)} fit in memory. Of ${String(tally.cuts)} cuts of the accelerators ${fell.length === 0 ? 'none fell' : `fell ${fell.join(', ')}`}.`,
  )
}

/** The ends of the front: the leanest layout, and the fastest on fewer accelerators. */
function frontLines({ front, system }: LayoutsAnswer): readonly string[] {
  const own = front.filter(({ gpus }) => gpus === system.gpus)
  const leanest = own.at(-1)
  const counts = [...new Set(front.map(({ gpus }) => gpus))].filter((gpus) => gpus !== system.gpus)
  const fewer = counts.flatMap((gpus) => front.find((one) => one.gpus === gpus) ?? [])
  const lines = [
    ...(leanest === undefined || own.length < 2
      ? []
      : [
          `least memory: ${(leanest.peakBytes / 1e9).toFixed(1)} GB at ${figure(leanest.stepTimeS)} s a step`,
        ]),
    ...fewer.map(({ gpus, stepTimeS }) => `on ${count(gpus)}: ${figure(stepTimeS)} s a step`),
  ]
  return lines.length === 0 ? [] : wrapped(`Front: ${lines.join('; ')}.`)
}

function best({ layouts: [first] }: LayoutsAnswer): readonly string[] {
  if (first === undefined) return []
  const { text, layout, expected } = first
  return wrapped(
    `Best: --layout ${text} (${layout.sequenceParallel ? 'with' : 'without'} sequence parallelism), ${figure(expected.stepTimeS)} s a step.`,
  )
}
