import { Command } from 'commander'
import template from '../data/reports/layouts.txt?raw'
import { answerLayouts, questions, type LayoutsAnswer } from '../../sim/index.ts'
import { finishRead } from './fields.ts'
import { describe } from './describe.ts'
import { addFields, readInput, type Options } from './run-options.ts'
import { count, figure } from './writing/table.ts'
import { reportBy } from './writing/template.ts'

export function layoutsCommand(): Command {
  return describe(addFields(new Command('layouts'), questions.layouts)).action(
    ({ json, ...fields }: Options) => {
      const read = readInput(fields)
      finishRead(read, answerLayouts(read.input), { json: json === true, show: layoutsReport })
    },
  )
}

const report = reportBy(template, { gigabytes: (bytes) => (bytes / 1e9).toFixed(1) })

export function layoutsReport(answer: LayoutsAnswer): string {
  const { layouts, tally } = answer
  return report({
    ...answer,
    oddities: [...new Set(layouts.flatMap(({ unusual }) => unusual))],
    tally: { ...tally, fit: tally.layouts - tally.layoutsTooFull },
    ends: endsOf(answer),
    best: layouts[0] ?? null,
  })
}

/** The ends of the front: the leanest layout, and the fastest on fewer accelerators. */
function endsOf({ front, system }: LayoutsAnswer): readonly string[] {
  const own = front.filter(({ gpus }) => gpus === system.gpus)
  const leanest = own.length < 2 ? undefined : own.at(-1)
  const counts = [...new Set(front.map(({ gpus }) => gpus))].filter((gpus) => gpus !== system.gpus)
  const fewer = counts.flatMap((gpus) => front.find((one) => one.gpus === gpus) ?? [])
  const said = ({ gpus, stepTimeS }: (typeof front)[number]) =>
    `on ${count(gpus)}: ${figure(stepTimeS)} s a step`
  const least =
    leanest &&
    `least memory: ${(leanest.peakBytes / 1e9).toFixed(1)} GB at ${figure(leanest.stepTimeS)} s a step`
  return [...(least === undefined ? [] : [least]), ...fewer.map(said)]
}
