import { Command } from 'commander'
import { answerEstimate, fieldWords } from '../../sim/index.ts'
import { finishFields } from './fields.ts'
import { estimateReport } from './report.ts'

type Options = { readonly [name: string]: string | boolean | undefined }

const example = `
Example:
  petaplan estimate --model apertus-70b --tokens 15T --system alps --gpus 4096 --mfu 0.31
`

export function estimateCommand(): Command {
  return new Command('estimate')
    .description('One training run: time, GPU-hours, energy, carbon, water and cost.')
    .option('--model <id|config.json>', fieldWords.model)
    .option('--tokens <count>', fieldWords.tokens)
    .option('--system <id|file.json>', fieldWords.system)
    .option('--gpus <count>', fieldWords.gpus)
    .option('--layout <layout>', fieldWords.layout)
    .option('--mfu <fraction>', fieldWords.mfu)
    .option('--seq-len <tokens>', fieldWords.seqLen)
    .option('--global-batch-tokens <tokens>', fieldWords.globalBatchTokens)
    .option('--precision <name>', fieldWords.precision)
    .option('--grid <country>', fieldWords.grid)
    .option('--power-price <money>', fieldWords.powerPrice)
    .option('--gpu-hour-price <money>', fieldWords.gpuHourPrice)
    .option('--explain', 'print each formula with its numbers put in, and every assumption')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', example)
    .action((options: Options) => {
      run(options)
    })
}

function run({ json, explain, ...fields }: Options): void {
  finishFields({
    fields,
    answer: answerEstimate,
    json: json === true,
    show: (answer) => estimateReport(answer, explain === true ? 'explained' : 'short'),
  })
}
