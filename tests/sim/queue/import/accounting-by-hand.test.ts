import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withinWork } from '../../../../sim/index.ts'
import { isHeld, phaseOf } from '../../../../sim/queue/import/accounting/phase.ts'
import { tasksOf } from '../../../../sim/queue/import/accounting/tasks.ts'
import { usualImport } from '../../../../sim/queue/import/read.ts'
import { hostNames } from '../../../../sim/queue/import/slurm/conf-lines.ts'
import { gpusAsked, gpuTypeIn } from '../../../../sim/queue/import/slurm/tres.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { imported, jobsOf, reasons } from './reading.ts'
import { ended, pending, sacct } from './slurm-dump.ts'

const submitS = 1_778_058_000
const onCores = { ...usualImport, coresPerNode: 64 }

/** A record of PBS of a job that waited an hour and ran an hour. */
function pbs(more: string, id = '8801.srv'): string {
  const times = `ctime=${String(submitS)} start=${String(submitS + 3600)} end=${String(submitS + 7200)}`
  return `05/06/2026 11:00:00;E;${id};user=u1 queue=workq ${times} resources_used.walltime=01:00:00 ${more}`
}

const readPbs = (more: string) => {
  const read = imported(`${pbs(more)}\n`)
  const of = read.jobs.perNode
  return {
    nodes: read.jobs.nodes[0],
    gpus: of?.gpus[0],
    cores: of?.cores[0],
    memoryMb: of?.memoryMb[0],
    isWhole: of?.exclusive[0] === 1,
    limitS: read.jobs.requestedS[0],
  }
}

describe('a record of PBS', () => {
  it.each([
    ['4gb', 4096],
    ['512000kb', 500],
    ['1tb', 1024 ** 2],
    ['2048mb', 2048],
    ['1073741824b', 1024],
    ['1073741824', 1024],
    ['much', 0],
  ])('counts memory of %s as %i MB', (memory, expected) => {
    const told = readPbs(`Resource_List.select=1:ncpus=8 Resource_List.mem=${memory}`)
    expect(told.memoryMb).toBe(expected)
  })

  it('shares what a job has among its nodes', () => {
    const told = readPbs(
      'Resource_List.nodect=4 Resource_List.ncpus=256 Resource_List.ngpus=16 Resource_List.mem=64gb',
    )
    expect(told).toMatchObject({ nodes: 4, cores: 64, gpus: 4, memoryMb: 16_384 })
  })

  it('adds up its chunks: 2 of 64 processors and 4 GPUs, and one of 8', () => {
    const told = readPbs('Resource_List.select=2:ncpus=64:ngpus=4+1:ncpus=8')
    // 136 processors and 8 GPUs on three nodes alike: 45.3 and 2.7 of each, and no part of one.
    expect(told).toMatchObject({ nodes: 3, cores: 46, gpus: 3 })
  })

  it('of Torque names its nodes and processors another way', () => {
    expect(readPbs('Resource_List.nodes=2:ppn=16:gpus=2')).toMatchObject({ nodes: 2, cores: 16, gpus: 2 })
    // A node by its name is one.
    expect(readPbs('Resource_List.nodes=n17:ppn=16')).toMatchObject({ nodes: 1, cores: 16 })
  })

  it('counts the hosts that it ran on where nothing else does, each once', () => {
    expect(readPbs('exec_host=n1/0*64+n2/0*64+n1/1*64').nodes).toBe(2)
    expect(readPbs('exec_host=n1/0+n1/1+n1/2').nodes).toBe(1)
  })

  it('takes its nodes whole where it is placed so', () => {
    expect(
      readPbs('Resource_List.nodect=1 Resource_List.ncpus=8 Resource_List.place=scatter:excl').isWhole,
    ).toBe(true)
    expect(readPbs('Resource_List.nodect=1 Resource_List.ncpus=8 Resource_List.place=scatter').isWhole).toBe(
      false,
    )
  })

  it.each([
    ['02:30:00', 9000],
    ['48:00:00', 172_800],
    ['5400', 5400],
  ])('has a limit of %s', (limit, expected) => {
    expect(readPbs(`Resource_List.nodect=1 Resource_List.walltime=${limit}`).limitS).toBe(expected)
  })

  it('is of a job only at its end where that has come, and of a task where it has a number', () => {
    const end = pbs('Resource_List.nodect=1')
    const lines = [
      end.replace(';E;', ';S;'),
      end,
      pbs('Resource_List.nodect=1', '7[].srv'),
      pbs('Resource_List.nodect=1', '7[12].srv'),
    ]
    const read = imported(`${lines.join('\n')}\n`)
    expect(jobsOf(read).map(({ id }) => id)).toEqual(['8801', '7_12'])
    expect(reasons(read.report.dropped)).toEqual([
      ["a record 'S', which is not the end of a job", 1, [1]],
      ['an array, whose tasks have records of their own', 1, [3]],
    ])
  })
})

/** A line of Grid Engine; fields between colons, as accounting(5) counts them. */
function sge(
  fields: { readonly slots?: number; readonly task?: string; readonly category?: string },
  scale = 1,
): string {
  const { slots = 1, task = '0', category = '' } = fields
  const at = (s: number) => String(s * scale)
  const times = [at(submitS), at(submitS + 3600), at(submitS + 7200)]
  const usage = Array.from({ length: 17 }, () => '0')
  return ['gpu.q', 'n1', 'g', 'ana', 'train', '77', 'acct', '0', ...times, '0', '0', '3600', ...usage]
    .concat(['NONE', 'd', 'mpi', String(slots), task, '1', '1', '1', category, '0', 'NONE', '0', '0', '0'])
    .join(':')
}

describe('a line of Grid Engine', () => {
  const read = (line: string, options = onCores) => imported(`${line}\n`, options)

  it.each([
    [1, 1],
    [64, 1],
    [65, 2],
    [256, 4],
  ])('of %i slots takes %i nodes of 64 processors', (slots, nodes) => {
    expect(jobsOf(read(sge({ slots })))).toMatchObject([{ nodes, project: 'acct', user: 'ana' }])
  })

  it('may count milliseconds', () => {
    const [seconds, milliseconds] = [sge({}), sge({}, 1000)].map((line) => read(line))
    expect(milliseconds?.recorded?.startS[0]).toBe(3600)
    expect(milliseconds?.recorded).toEqual(seconds?.recorded)
  })

  it('has a limit and GPUs for each slot in its category, and the number of its task', () => {
    const told = read(sge({ slots: 4, task: '9', category: '-l h_rt=02:00:00,gpu=2' }), usualImport)
    expect(jobsOf(told)).toMatchObject([{ id: '77_9', requestedS: 7200, nodes: 4 }])
    expect(told.jobs.perNode?.gpus[0]).toBe(2)
  })
})

/** JOB_FINISH of LSF on the hosts named. */
function lsf(hosts: readonly string[], { processors = 128, start = submitS + 3600 } = {}): string {
  const times = `${String(submitS)} 0 0 ${String(start)}`
  const list = hosts.map((host) => `"${host}"`).join(' ')
  const head = `"JOB_FINISH" "10.1" ${String(submitS + 7200)} 88 500 33554434 ${String(processors)} ${times}`
  const places = `"u1" "gpu" "" "" "" "login" "d" "" "o" "" "f" 0 ${String(hosts.length)} ${list}`
  return `${head} ${places} 64 60.0 "a ""quoted"" name" "cmd" ${'0 '.repeat(19)}"" "proj" 0 128 "" "" 0 0 0`
}

describe('a record of LSF', () => {
  it('counts each of its hosts once, however many processors of it are told', () => {
    expect(jobsOf(imported(`${lsf(['64*n1', '64*n2'])}\n`))).toMatchObject([
      { nodes: 2, id: '88', project: 'proj' },
    ])
    expect(jobsOf(imported(`${lsf(['n1', 'n1', 'n2', 'n2'])}\n`))).toMatchObject([{ nodes: 2 }])
  })

  it('counts processors by the node where their number is given', () => {
    expect(jobsOf(imported(`${lsf(['n1', 'n2', 'n3', 'n4'])}\n`, onCores))).toMatchObject([{ nodes: 2 }])
  })

  it('never ran where it has no start', () => {
    const file = `${lsf(['n1'])}\n${lsf([], { start: 0 })}\n`
    expect(reasons(imported(file).report.dropped)).toEqual([['never started', 1, [2]]])
  })
})

describe('the states of Slurm', () => {
  it.each([
    ['PENDING', 'waiting'],
    ['REQUEUE_HOLD', 'waiting'],
    ['RUNNING', 'running'],
    ['SUSPENDED', 'running'],
    ['COMPLETING', 'running'],
    ['CONFIGURING', 'running'],
    ['RUNNING,COMPLETING', 'running'],
    ['COMPLETED', 'ended'],
    ['CANCELLED by 1001', 'ended'],
    ['TIMEOUT', 'ended'],
    ['COMPLETED COMPLETING', 'ended'],
    ['OUT_OF_MEMORY', 'ended'],
    ['PD', 'waiting'],
    ['CG', 'running'],
    ['nf', 'ended'],
  ] as const)('%s is %s', (state, phase) => {
    expect(phaseOf(state)).toBe(phase)
  })

  it.each([
    ['PENDING', 'JobHeldUser', true],
    ['PENDING', 'DependencyNeverSatisfied', true],
    ['PENDING', 'Dependency', false],
    ['PENDING', 'Priority', false],
    ['SPECIAL_EXIT', 'None', true],
  ])('%s for %s is held: %s', (state, reason, expected) => {
    expect(isHeld(state, reason)).toBe(expected)
  })
})

describe('what a job asks for in words', () => {
  it.each([
    ['gpu:4', 4, ''],
    ['gres/gpu:a100:4', 4, 'a100'],
    ['gres:gpu:2', 2, ''],
    ['gpu', 1, ''],
    ['gpu:a100:4(S:0-1),gpu:v100:2(S:0)', 6, 'a100'],
    ['craynetwork:1,gpu=8', 8, ''],
    ['shard:8', 0, ''],
    ['N/A', 0, ''],
  ])('%s is %i GPUs of the type %j', (text, gpus, type) => {
    expect([gpusAsked(text), gpuTypeIn(text)]).toEqual([gpus, type])
  })
})

describe('a list of array tasks', () => {
  it('is the numbers that its ranges hold, whatever the order', () => {
    const part = fc.record({
      first: fc.integer({ min: 0, max: 50 }),
      more: fc.integer({ min: 0, max: 20 }),
      step: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 9 }),
        (parts, most) => {
          const list = parts.map(
            ({ first, more, step }) => `${String(first)}-${String(first + more)}:${String(step)}`,
          )
          const expected = parts.flatMap(({ first, more, step }) =>
            Array.from({ length: more + 1 }, (_, i) => i)
              .filter((i) => i % step === 0)
              .map((i) => `9_${String(first + i)}`),
          )
          const limit = most === 0 ? '' : `%${String(most)}`
          expect(tasksOf(`9_[${list.join(',')}${limit}]`)).toEqual({
            ids: expected,
            array: '9',
            mostRunning: most,
          })
        },
      ),
    )
  })

  it.each(['9_[3-1]', '9_[1-9:0]', '9_[a]', '9_[]', '9_[1', 'x_[1]', '9_[0-4000002]'])(
    '%s is none',
    (text) => {
      expect(tasksOf(text)).toBe('unreadable')
    },
  )

  it('of more tasks than Slurm numbers is none, also where its ranges are short enough each', () => {
    expect(tasksOf('9_[0-3999999,0-3999999]')).toBe('unreadable')
  })

  it('is counted before it is made: a line of a hundred letters is no work of seconds for a server', () => {
    const body = (tasks: string) => ({ file: sacct([{ ...pending, JobID: `9_[${tasks}]` }]), nodes: 4 })
    const ask = (tasks: string) =>
      withinWork(1.3e6, () => answerSchedule(body(tasks), null, () => [{ field: 'x', message: 'stop' }]))
    expect(ask('0-3999999')).toBeNull()
    expect(ask(Array.from({ length: 9 }, () => '0-399999').join(','))).toBeNull()
    expect(ask('0-999')).toMatchObject({ status: 'refused' })
  })
})

describe('a list of nodes', () => {
  it.each([
    ['n1', ['n1']],
    ['n[1-3]', ['n1', 'n2', 'n3']],
    ['n[008-011],login', ['n008', 'n009', 'n010', 'n011', 'login']],
    ['x[1-2]c[0,7]', ['x1c0', 'x1c7', 'x2c0', 'x2c7']],
  ])('%s is its names', (list, names) => {
    expect(hostNames(list)).toEqual(names)
  })

  it.each(['n[3-1]', 'n[a]', 'n[1-2', 'n1]', 'n[1-2000000]', 'a[1-9999]b[1-9999]'])('%s is none', (list) => {
    expect(hostNames(list)).toBeNull()
  })

  it('may be as long as the largest machines are, and is counted before it is made', () => {
    expect(hostNames('n[1-300000],m[1-300000]')).toHaveLength(600_000)
    const job = { ...ended, NNodes: '0', AllocTRES: '', ReqTRES: '', NodeList: 'n[1-150000]' }
    expect(jobsOf(imported(sacct([job])))).toMatchObject([{ nodes: 150_000 }])
    const many = sacct(Array.from({ length: 300 }, (_, i) => ({ ...job, JobID: String(i + 1) })))
    const answer = () =>
      answerSchedule({ file: many, nodes: 2e5 }, null, () => [{ field: 'x', message: 'stop' }])
    expect(withinWork(1.3e6, answer)).toBeNull()
  })
})
