#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { version } from '../../sim/index.ts'
import texts from '../data/examples.json' with { type: 'json' }

/** What makes each command, in the order of `--help`. The code of a command is read when it is asked for. */
const makers: Readonly<Record<string, () => Promise<Command>>> = {
  estimate: async () => (await import('./estimate.ts')).estimateCommand(),
  layouts: async () => (await import('./layouts.ts')).layoutsCommand(),
  pilot: async () => (await import('./pilot.ts')).pilotCommand(),
  predict: async () => (await import('./predict.ts')).predictCommand(),
  tradeoffs: async () => (await import('./tradeoffs.ts')).tradeoffsCommand(),
  sweep: async () => (await import('./sweep/sweep.ts')).sweepCommand(),
  merge: async () => (await import('./sweep/merge.ts')).mergeCommand(),
  invest: async () => (await import('./invest/invest.ts')).investCommand(),
  schedule: async () => (await import('./schedule/schedule.ts')).scheduleCommand(),
  system: async () => (await import('./schedule/system.ts')).systemCommand(),
  sbatch: async () => (await import('./sbatch.ts')).sbatchCommand(),
  annex: async () => (await import('./annex.ts')).annexCommand(),
  evidence: async () => (await import('./evidence.ts')).evidenceCommand(),
  catalogue: async () => (await import('./catalogue/catalogue.ts')).catalogueCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
}

/** The command that is named; all where help lists them or a misspelt name is likened to them. */
async function commandsFor(first: string): Promise<readonly Command[]> {
  if (first === '--version' || first === '-V') return []
  const named = Object.hasOwn(makers, first) ? makers[first] : undefined
  return named === undefined ? Promise.all(Object.values(makers).map((make) => make())) : [await named()]
}

/** Exit codes: 0 an answer, 2 bad input, 3 infeasible, 1 a bug. */
const exitBadInput = 2
const exitBug = 1

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave early, as `head` does.
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`petaplan: the answer cannot be written: ${error.message}\n`)
  process.exit(exitBug)
})

const program = new Command('petaplan')
  .description('Plans HPC training runs: from a model and its tokens to time, money, energy and carbon.')
  .version(version)
  .showSuggestionAfterError(true)
  .exitOverride()

/** What the help of a command ends with, a line each. */
const examples: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(texts))

for (const command of await commandsFor(process.argv[2] ?? '')) {
  for (const one of [command, ...command.commands]) {
    const lines = examples.get(one.name())
    if (lines !== undefined) one.addHelpText('after', ['', ...lines, ''].join('\n'))
  }
  program.addCommand(command.exitOverride())
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : exitBadInput
}
