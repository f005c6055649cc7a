import { investCases } from '../../sim/index.ts'
import { questionsOf, reportOf } from './questions.ts'

/** Prints what a ministry asks of every ready case, the command that answers it, and the line with the figure. */
for (const ready of investCases) {
  process.stdout.write(`\n${ready.id}: ${ready.sentence}\n`)
  for (const asked of questionsOf(ready)) {
    const [found = 'NOT ANSWERED'] = asked.figure.exec(reportOf(asked)) ?? []
    process.stdout.write(
      `  ${asked.question}\n    ${asked.command}\n    ${found.split('\n').slice(0, 2).join(' | ')}\n`,
    )
  }
}
