import { describe, expect, it } from 'vitest'
import { FairTree } from '../../../sim/queue/extras/fair-tree.ts'
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
    expect(leftOf({ table: indented })).toEqual([])
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

/** Those who ran one node each until hour 2 want the whole machine then, from the last of the list on. */
describe('fair shares down a tree of accounts', () => {
  const header = 'Account|User|Par Name|Share'
  const weights = 'PriorityWeightFairshare=10000\n'
  const ran = ['ana theory', 'ben strings', 'cat bio']
  const wants = ran.map((who) => `${who} 4 1`).reverse()
  const inOrder = (rows: readonly string[]) =>
    starts({ table: table(header, rows), weights }, [...ran, ...wants], { policy: 'fcfs' })?.slice(3)
  const rows = (physics: string, bio: string) => [
    ...['root|||1', `physics||root|${physics}`, `bio||root|${bio}`],
    ...['theory||physics|1', 'strings||physics|3'],
  ]

  it('ranks the accounts of an account in its place', () => {
    // physics 0.95 of 2/3 before bio 0.05 of 1/3; below physics strings 3/4 of 1/2 before theory 1/4 of 1/2. When strings
    // has used 5 of 7 in all, physics has 0.95 of 6/7 and bio 0.05 of 1/7.
    expect(inOrder(rows('95', '5'))).toEqual([6, 2, 4])
    // By 40 and 60 bio comes first.
    expect(inOrder(rows('40', '60'))).toEqual([2, 4, 6])
  })

  it('ranks what is below an account with Fairshare=parent beside it', () => {
    // Of thirds 2, 1 and 3 in 6: strings, bio, theory; physics with 1 of 3 would come after bio.
    expect(inOrder(rows('parent', '2'))).toEqual([4, 2, 6])
    expect(inOrder(rows('1', '2'))).toEqual([2, 4, 6])
  })

  it('weighs the users of an account by their shares; one with Fairshare=parent comes first', () => {
    const users = (ana: string, ben: string) => [
      ...['root|||1', 'p||root|1'],
      ...[`p|ana||${ana}`, `p|ben||${ben}`, 'p|cat||2'],
    ]
    const ofOne = (of: readonly string[]) => {
      const jobs = [...ran, ...wants].map((job) => job.replace(/ [a-z]+/, ' p'))
      return starts({ table: table(header, of), weights }, jobs, { policy: 'fcfs' })?.slice(3)
    }
    expect(ofOne(users('1', '3'))).toEqual([4, 2, 6])
    expect(ofOne(users('parent', '1'))).toEqual([4, 6, 2])
    // Without a share comes last.
    expect(ofOne(users('1', '0'))).toEqual([2, 6, 4])
  })

  it('counts users without jobs: of ten a place is worth a tenth', () => {
    const idle = Array.from({ length: 8 }, (_, i) => `p|idle${String(i)}||1`)
    const two = ['root|||1', 'p||root|1', 'p|ana||1', 'p|ben||1']
    // An hour of age is worth 100, a place of ben above ana, who used two nodes, 500 of two and 100 of ten.
    const aged = 'PriorityWeightFairshare=1000\nPriorityWeightAge=2400\nPriorityMaxAge=1-0\n'
    const jobs = ['ana p 2 0', 'ben p 1 0', 'ana p 4 0', 'ben p 4 1']
    const of = (list: readonly string[]) =>
      starts({ table: table(header, list), weights: aged }, jobs, { policy: 'fcfs' })?.slice(2)
    expect(of(two)).toEqual([4, 2])
    expect(of([...two, ...idle])).toEqual([2, 4])
  })

  it('gives a user as much as the first of an account that is its equal', () => {
    // A user with half of the shares and of the use beside an account with as much, of one who used more and one less.
    const tree = new FairTree({
      above: [-1, -1, 1, 1],
      shares: [1, 1, 1, 1],
      users: [0, 2, 3],
      userOf: Int32Array.of(0, 1, 2),
      halfLifeS: 1e9,
    })
    for (const [user, nodes] of [4, 3, 1].entries()) tree.hold(user, nodes, 0)
    tree.reckon(100)
    expect([0, 1, 2].map((user) => tree.factor(user))).toEqual([1, 1 / 3, 1])
  })

  it('refuses parents in a circle, by field', () => {
    const parents = { a: 'b', b: 'a' }
    const asked = { nodes: 1, jobs: [], priority: { fairShare: 1, parents } }
    expect(answerSchedule(asked, null)).toMatchObject({ problems: [{ field: 'priority.parents' }] })
  })
})
