import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { systemFromSlurm } from '../../../sim/questions/queue/system/from-slurm.ts'
import { ended, sacct } from './import/slurm-dump.ts'

const conf = `ClusterName=here
NodeName=n[1-4] CPUs=8
PartitionName=batch Nodes=n[1-4] Default=YES
PriorityType=priority/multifactor
`
type Said = { readonly table: string; readonly weights?: string }

function systemOf({ table, weights = '' }: Said) {
  const read = systemFromSlurm([
    { name: 'slurm.conf', text: conf + weights },
    { name: 'assoc', text: table },
  ])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

/** Starts in hours of two-hour jobs 'user account nodes submitted', the last in hours. */
function starts(said: Said, jobs: readonly string[], more: object = {}) {
  const rows = jobs.map((job, i) => {
    const [User = '', Account = '', NNodes = '1', at = '0'] = job.split(' ')
    const Submit = `2026-03-04T0${at}:00:00`
    const End = `2026-03-04T${String(Number(at) + 2).padStart(2, '0')}:00:00`
    const tres = `cpu=${String(8 * Number(NNodes))},node=${NNodes}`
    const times = { Submit, Eligible: Submit, Start: Submit, End, TimelimitRaw: '120' }
    const asked = { NNodes, NodeList: '', AllocTRES: tres, ReqTRES: tres, Partition: 'batch' }
    return { ...ended, ...times, ...asked, JobID: String(i + 1), User, Account }
  })
  const file = sacct(rows, Object.keys(ended).join('|'))
  const system: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(systemOf(said)))
  const answered = answerSchedule({ file, system, withJobs: true, ...more }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.jobs?.map(({ start }) => (start === null ? null : start / 3600))
}

const table = (header: string, rows: readonly string[]) => [header, ...rows, ''].join('\n')
const leftOf = (said: Said) => systemOf(said).slurm.notUnderstood.map(({ text }) => text)

describe('limits down a tree of accounts', () => {
  const header = 'Cluster|Account|User|Par Name|GrpTRES|MaxJobs|Share'
  const tree = (physics: string, more: readonly string[] = []) =>
    table(header, [
      'here|root|||||1',
      `here|physics||root|${physics}|1`,
      'here|theory||physics|||1',
      'here|strings||theory|||1',
      'here|lattice||physics|||1',
      'here|bio||root|||1',
      ...more,
    ])

  it('hold all that is below an account together, at any depth, and nobody beside it', () => {
    const jobs = ['ana theory', 'ben strings', 'cat lattice', 'dan bio', 'eve physics']
    // Two nodes for physics: theory and strings run, then lattice and physics itself.
    expect(starts({ table: tree('node=2|') }, jobs)).toEqual([0, 0, 2, 0, 2])
    expect(starts({ table: tree('|') }, ['ana theory', 'ben strings', 'cat lattice', 'dan bio'])).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('hold beside those further down', () => {
    const more = ['here|qcd||lattice|node=1||1']
    const jobs = ['ana qcd', 'ben qcd', 'cat lattice', 'dan theory']
    // Of three nodes qcd takes one at a time.
    expect(starts({ table: tree('node=3|', more) }, jobs)).toEqual([0, 2, 0, 0])
    expect(starts({ table: tree('node=1|', more) }, jobs)).toEqual([0, 2, 4, 6])
  })

  it('of Max kind are each user’s own, where nothing nearer says another (as WOPLimits leaves them out)', () => {
    const two = ['ana strings', 'ana strings', 'ben strings', 'ana lattice']
    expect(starts({ table: tree('|1') }, two)).toEqual([0, 2, 0, 0])
    expect(starts({ table: tree('|1', ['here|strings|ana|||2|1']) }, two)).toEqual([0, 0, 0, 0])
    const near = tree('|1').replace('|theory||physics|||1', '|theory||physics||2|1')
    expect(starts({ table: near }, two)).toEqual([0, 0, 0, 0])
  })

  it('are read from the indents of a tree, and not from a table that tells no parents, which is told', () => {
    const rows = ['here|root|||', 'here| physics||node=2|', 'here|  theory|||', 'here|   theory|ana||']
    const more = ['here|   strings|||', 'here|  lattice|||', 'here| bio|||']
    const indented = table('Cluster|Account|User|GrpTRES|Share', [...rows, ...more])
    const jobs = ['ana theory', 'ben strings', 'cat lattice', 'dan bio']
    expect(starts({ table: indented }, jobs)).toEqual([0, 0, 2, 0])
    const told =
      '3 accounts are below others: limits hold for them together, fair shares are as if all were right below root'
    expect(leftOf({ table: indented })).toEqual([told])
    const flat = indented.replaceAll(/\| +/g, '|')
    expect(starts({ table: flat }, jobs)).toEqual([0, 0, 0, 0])
    expect(leftOf({ table: flat })).toEqual([
      'no Par Name and no tree: each account is taken as right below root',
    ])
    expect(leftOf({ table: tree('|', ['here|x||gone|||1']) })).toEqual([
      'Par Name: 1 accounts are below one without a row',
    ])
  })
})
