import procurementsText from '../data/reports/evidence-procurements.txt?raw'
import rowsText from '../data/reports/evidence-rows.txt?raw'
import runsText from '../data/reports/evidence-runs.txt?raw'
import sourcesText from '../data/reports/evidence-sources.txt?raw'
import groupNames from '../data/groups.json' with { type: 'json' }
import { Command } from 'commander'
import { describe } from './describe.ts'
import { evidence, type Answered, type Ledger, type RowLedger } from '../../sim/index.ts'
import { finish } from './writing/outcome.ts'
import { reportBy } from './writing/template.ts'

type Options = {
  readonly json?: boolean
  readonly source?: string
  readonly rows?: boolean
  readonly runs?: boolean
  readonly procurement?: boolean
}

export function evidenceCommand(): Command {
  return describe(new Command('evidence')).action(({ json, source, rows, runs, procurement }: Options) => {
    const whole = runs === true ? runByRun : procurements
    const byRow = source === undefined && rows !== true ? summary : rowByRow
    if (json === true || runs === true || procurement === true)
      finish(named(evidence.answerEvidence(), source), json === true, whole)
    else finish(named(evidence.answerRows(), source), false, byRow)
  })
}

/** The ledger with the sources alone whose name holds a text; what is reckoned of all of them stays. */
function named<L extends RowLedger>(answered: Answered<L>, text: string | undefined): Answered<L> {
  if (text === undefined || answered.status !== 'answer') return answered
  const { sources, points } = answered.value
  const wanted = sources.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  if (wanted.length > 0)
    return {
      status: 'answer',
      value: {
        ...answered.value,
        sources: wanted,
        points: points.filter((point) => wanted.some(({ name }) => name === point.source)),
      },
    }
  const message = `no source is named like '${text}'; give a part of one of ${sources.map(({ name }) => name).join(', ')}`
  return { status: 'refused', problems: [{ field: 'source', message }] }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const thousands = (hours: number) => (hours / 1000).toFixed(hours < 1e5 ? 1 : 0)

const report = (text: string, view: object) => reportBy(text, { percent, thousands }, '–')(view)

function runByRun({ runs, wholeRuns }: Ledger): string {
  const rows = runs.map((run) => ({
    ...run,
    name: run.name.slice(0, 20),
    ratio: run.p50 / run.publishedGpuHours,
  }))
  return report(runsText, { wholeRuns, runs: rows })
}

function procurements({ procurement }: Ledger): string {
  const { rows } = procurement
  const costs = rows.filter(({ what }) => what === 'capital').length
  const said = { capital: 'cost ÷ budget', delayY: 'years late' } as const
  return report(procurementsText, {
    ...procurement,
    costs,
    delays: rows.length - costs,
    rows: rows.map((row) => ({ ...row, said: said[row.what] })),
  })
}

const groups = new Map(Object.entries(groupNames))

function summary({ sources, all, leftOut }: RowLedger): string {
  return report(sourcesText, {
    unseen: leftOut.find(({ group }) => group === 'source'),
    leftOut: leftOut.map((row) => ({ ...row, said: groups.get(row.group) ?? `class: ${row.group}` })),
    all,
    lines: [...sources, { ...all, name: 'all', role: '' }].map((one) => ({
      ...one,
      name: one.name.slice(0, 25),
    })),
  })
}

function rowByRow({ sources, points }: RowLedger): string {
  const shown = sources.map(({ notPredicted, ...source }) => ({
    ...source,
    points: points
      .filter((point) => point.source === source.name)
      .map((point) => ({ ...point, id: point.id.slice(-14), model: point.model.slice(0, 20) })),
    notPredicted: notPredicted.map(({ reason, ids }) => ({ reason, ids: ids.map((id) => id.slice(-3)) })),
  }))
  return report(rowsText, { sources: shown }).trimEnd()
}
