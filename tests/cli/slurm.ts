import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'

const tools = ['sbatch', 'slurmctld', 'munged', 'scontrol']

/** A controller of its own, for `sbatch --test-only`: 1,024 nodes of four accelerators that nobody ever boots. */
export type Slurm = {
  readonly version: string
  /** What `sbatch --test-only` says of a script. */
  readonly test: (script: string) => { readonly code: number | null; readonly said: string }
  readonly stop: () => void
}

/** Starts a private Slurm in a folder of its own; the reason where it cannot. */
export async function startSlurm(): Promise<Slurm | { readonly skipped: string }> {
  const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (missing.length > 0) return { skipped: 'no Slurm' }
  const folder = mkdtempSync(join(tmpdir(), 'petaplan-slurm-'))
  const file = (name: string) => join(folder, name)
  for (const name of ['state', 'spool', 'munge']) mkdirSync(file(name))
  chmodSync(file('munge'), 0o711)
  const port = 20_000 + (process.pid % 20_000)
  writeFileSync(file('munge.key'), randomBytes(1024), { mode: 0o400 })
  writeFileSync(file('slurm.conf'), configuration(folder, port))
  writeFileSync(file('gres.conf'), '')
  const children: ChildProcess[] = []
  const start = (tool: string, args: readonly string[]) => {
    children.push(spawn(tool, args, { env: environment(folder), stdio: 'ignore' }))
  }
  const stop = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  start('munged', [
    '--foreground',
    '--force',
    `--key-file=${file('munge.key')}`,
    `--socket=${file('munge/socket')}`,
    `--pid-file=${file('munge/pid')}`,
    `--log-file=${file('munge/log')}`,
    `--seed-file=${file('munge/seed')}`,
  ])
  start('slurmctld', ['-D', '-f', file('slurm.conf')])
  const run = (tool: string, args: readonly string[]) =>
    spawnSync(tool, args, { env: environment(folder), encoding: 'utf8', cwd: folder })
  for (let tries = 0; tries < 40; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (run('scontrol', ['ping']).stdout.includes('is UP')) {
      const test = (script: string) => {
        writeFileSync(file('job.sbatch'), script)
        const { status, stderr, stdout } = run('sbatch', ['--test-only', file('job.sbatch')])
        return { code: status, said: stdout + stderr }
      }
      return { version: run('sbatch', ['--version']).stdout.trim(), test, stop }
    }
  }
  stop()
  return { skipped: 'Slurm is here, but its controller does not start' }
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, SLURM_CONF: join(folder, 'slurm.conf') }
}

/** Cloud nodes count as free without a daemon, so that a controller alone can plan a job of a thousand nodes. */
function configuration(folder: string, port: number): string {
  return `ClusterName=test
SlurmctldHost=localhost
SlurmctldPort=${String(port)}
SlurmdPort=${String(port + 1)}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${join(folder, 'munge/socket')}
CredType=cred/munge
StateSaveLocation=${join(folder, 'state')}
SlurmdSpoolDir=${join(folder, 'spool')}
SlurmctldPidFile=${join(folder, 'slurmctld.pid')}
SlurmctldLogFile=${join(folder, 'slurmctld.log')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
GresTypes=gpu
EnforcePartLimits=ALL
SuspendProgram=/bin/true
ResumeProgram=/bin/true
SuspendTime=600
ResumeTimeout=600
NodeName=nid[0001-1024] CPUs=288 RealMemory=800000 Gres=gpu:4 State=CLOUD
PartitionName=normal Nodes=ALL Default=YES MaxTime=12:00:00 State=UP
`
}
