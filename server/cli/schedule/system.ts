import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { queue } from '../../../sim/index.ts'
import { readText, why } from '../writing/files.ts'
import { complain, refuse, finish, print, saved } from '../writing/outcome.ts'

/** A folder of Slurm's files is small; a log put there by mistake is not. */
const mostBytes = 64 * 1024 * 1024

export function systemCommand(): Command {
  return new Command('system')
    .description('Makes a system file of what a machine tells of itself.')
    .addCommand(
      new Command('from-slurm')
        .description('A system file of slurm.conf, and the texts of scontrol, sinfo and sacctmgr.')
        .argument('<dir>', 'the folder with the files')
        .option('--out <system.json>', 'writes the system file there instead of printing it')
        .exitOverride()
        .action(fromSlurm),
    )
}

function fromSlurm(dir: string, { out }: { readonly out?: string }): void {
  const files = textsIn(dir)
  if (files === null) return
  const read = queue.systemFromSlurm(files)
  if (!read.ok) return finish({ status: 'refused', problems: read.problems }, false, () => '')
  const { slurm, ...machine } = read.value
  const text = JSON.stringify({ ...machine, slurm }, null, 2)
  if (out === undefined) print(text)
  else if (!saved('out', out, [`${text}\n`])) return
  for (const one of slurm.notUnderstood)
    complain(`not understood: ${one.file}:${String(one.line)}: ${one.text}`)
  complain(
    `${String(slurm.nodes.length)} kinds of nodes, ${String(machine.accelerators)} GPUs, ${String(slurm.partitions.length)} partitions; ${String(slurm.notUnderstood.length)} not understood; ${machine.note}`,
  )
}

/** Null, with the exit code set and the reason told, where the folder cannot be read. */
function textsIn(dir: string): readonly { readonly name: string; readonly text: string }[] | null {
  try {
    const names = readdirSync(dir).sort()
    return names
      .filter((name) => statSync(join(dir, name)).isFile())
      .map((name) => ({ name, text: readText(join(dir, name), mostBytes) }))
  } catch (error) {
    refuse(`--dir: '${dir}' ${why(error)}`)
    return null
  }
}
