import type { Draws, Family } from './draws.ts'

type Job = Readonly<Record<string, unknown>>
const jobs = (count: number, more: (i: number) => Job = () => ({})): readonly Job[] =>
  Array.from({ length: count }, (_, id) => ({
    id,
    submit: id * 60,
    nodes: 1 + (id % 7),
    requested_s: 7200,
    actual_s: 3600 + (id % 1000),
    ...more(id),
  }))
const policy = ({ one }: Draws) => one(['fcfs', 'easy', 'conservative', 'conservative_rebuild'])

/** Replays whose jobs, limits, windows, draws and repetitions go up to what the contract takes. */
export const replays: readonly Family[] = [
  [
    'schedule',
    (d) => ({ policy: policy(d), cluster: { nodes: d.upTo(100) + 7 }, jobs: jobs(d.upTo(100_000)) }),
  ],
  [
    'schedule',
    (d) => ({
      policy: policy(d),
      nodes: 1000,
      synthetic: { kind: 'all', seed: d.upTo(1e6), jobs: d.upTo(100_000), load: d.one([0.8, 1, 2, 10]) },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: policy(d),
      nodes: 1000,
      synthetic: { kind: 'all', jobs: d.upTo(14_000), load: d.one([0.8, 2]) },
      against: { policy: 'fcfs', seeds: d.upTo(10), shake: '1h' },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: 'easy',
      nodes: 1000,
      synthetic: { kind: 'all', jobs: d.upTo(10_000), load: 4 },
      waiting: { at: 2_000_000, draws: d.upTo(1000) },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: 'easy',
      nodes: 1000,
      synthetic: { kind: 'all', jobs: d.upTo(10_000), load: 2 },
      run: { nodes: 500, work: '30d', limit: '24h', seeds: d.upTo(50), submit: 1000 },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: d.one(['fcfs', 'easy']),
      cluster: { nodes: [{ count: d.upTo(1000), gpus: 4, cores: 64 }] },
      jobs: jobs(d.upTo(10_000), (i) => ({ gpus: 1 + (i % 16), cores: 4 })),
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: policy(d),
      cluster: { nodes: 32 },
      jobs: jobs(d.upTo(50_000), (i) => ({ user: `u${String(i % 50)}` })),
      limits: Array.from({ length: d.upTo(500) }, (_, i) => ({
        user: `u${String(i % 50)}`,
        mostRunning: 1 + i,
      })),
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: d.one(['fcfs', 'easy']),
      cluster: { nodes: 32 },
      jobs: jobs(d.upTo(20_000)),
      failures: { per1000NodeDays: d.upTo(1000), repair: 3600, restart: 60, checkpoint: 600 },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: d.one(['fcfs', 'easy']),
      cluster: { nodes: 7 + d.upTo(200) },
      jobs: jobs(d.upTo(30_000), (i) => ({
        user: `u${String(i % 50)}`,
        project: `p${String(i % 500)}`,
        qos: 'a',
      })),
      priority: { age: 1, fairShare: 1, size: 1, qos: 1, halfLife: '7d' },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: d.one(['fcfs', 'easy']),
      cluster: { nodes: 7 + d.upTo(200) },
      jobs: jobs(d.upTo(30_000), (i) => ({ queue: i % 2 === 0 ? 'a' : 'b' })),
      tiers: { a: 1, b: 2 },
      preemption: { by: 'tier', mode: d.one(['requeue', 'cancel']) },
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: policy(d),
      cluster: { nodes: 32 },
      jobs: jobs(d.upTo(20_000)),
      busyW: 2000,
      idleW: 500,
      powerCapW: 10_000 + d.upTo(60_000),
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: policy(d),
      cluster: { nodes: 32 },
      jobs: jobs(d.upTo(20_000)),
      windows: Array.from({ length: d.upTo(3000) }, (_, i) => ({
        start: i * 10_000,
        end: i * 10_000 + 5000,
        nodes: 8,
      })),
    }),
  ],
  [
    'schedule',
    (d) => ({
      policy: 'easy',
      cluster: { nodes: 32 },
      jobs: jobs(d.upTo(30_000), (i) => ({ project: `p${String(i % 5000)}` })),
      budgets: {
        gpusPerNode: 4,
        enforce: true,
        projects: Array.from({ length: d.upTo(20_000) }, (_, i) => ({
          project: `p${String(i)}`,
          periods: [{ start: 0, end: 1e9, gpuHours: 10 }],
        })),
      },
    }),
  ],
]
