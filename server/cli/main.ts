#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { catalogueCommand } from './catalogue.ts'
import { estimateCommand } from './estimate.ts'
import { evidenceCommand } from './evidence.ts'
import { investCommand } from './invest.ts'
import { layoutsCommand } from './layouts.ts'
import { mergeCommand } from './merge.ts'
import { predictCommand } from './predict.ts'
import { sbatchCommand } from './sbatch.ts'
import { scheduleCommand } from './schedule.ts'
import { serveCommand } from './serve.ts'
import { sweepCommand } from './sweep.ts'
import { tradeoffsCommand } from './tradeoffs.ts'
import { version } from '../../sim/index.ts'

/** Exit codes: 0 an answer, 2 bad input, 3 infeasible, 1 a bug. */
const exitBadInput = 2

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave early, as `head` does.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const program = new Command('petaplan')
  .description('Plans HPC training runs: from a model and its tokens to time, money, energy and carbon.')
  .version(version)
  .showSuggestionAfterError(true)
  .exitOverride()

const commands = [
  estimateCommand(),
  layoutsCommand(),
  predictCommand(),
  tradeoffsCommand(),
  sweepCommand(),
  mergeCommand(),
  investCommand(),
  scheduleCommand(),
  sbatchCommand(),
  evidenceCommand(),
  catalogueCommand(),
  serveCommand(),
]
for (const command of commands) {
  program.addCommand(command.exitOverride())
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : exitBadInput
}
