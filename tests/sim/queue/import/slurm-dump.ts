import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

/** Starts by id under the API, from the text of a file. */
export function starts(file: string, fields: Readonly<Record<string, unknown>>) {
  const answered = answerSchedule({ file, withJobs: true, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { jobs, report } = answered.value
  return { starts: Object.fromEntries((jobs ?? []).map(({ id, start }) => [id, start])), report }
}

export const columns =
  'JobID|User|Account|Partition|State|Submit|Eligible|Start|End|ElapsedRaw|NNodes|AllocTRES|ReqTRES|TimelimitRaw|NodeList'
export type Row = Readonly<Record<string, string>>
export const ended: Row = {
  JobID: '1',
  User: 'ana',
  Account: 'p',
  Partition: 'gpu',
  State: 'COMPLETED',
  Submit: '2026-03-04T08:00:00',
  Eligible: '2026-03-04T08:00:00',
  Start: '2026-03-04T08:00:00',
  End: '2026-03-04T10:00:00',
  ElapsedRaw: '7200',
  NNodes: '2',
  AllocTRES: 'billing=128,cpu=128,gres/gpu=8,mem=960000M,node=2',
  ReqTRES: 'billing=128,cpu=128,gres/gpu=8,mem=960000M,node=2',
  TimelimitRaw: '240',
  NodeList: 'n[001-002]',
}
export const pending: Row = {
  ...ended,
  State: 'PENDING',
  Start: 'Unknown',
  End: 'Unknown',
  ElapsedRaw: '0',
  AllocTRES: '',
  NodeList: 'None assigned',
}
export function sacct(rows: readonly Row[], names = columns): string {
  const line = (row: Row) =>
    names
      .split('|')
      .map((name) => row[name] ?? '')
      .join('|')
  return [names, ...rows.map(line)].join('\n')
}
