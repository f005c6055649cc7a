import { readTresCount } from './tres.ts'

/**
 * GPUs of 'gpu:4', 'gres/gpu:a100:4', 'gres:gpu:2', 'gpu' (one), 'gpu:a100:4(S:0-1),gpu:v100:2', 'N/A' (none).
 *
 * Source: slurm.conf(5) and gres.conf(5): name[:type][:count], several separated by commas.
 */
export function gpusAsked(text: string): number {
  return text
    .replaceAll(/\([^()]*\)/g, '')
    .split(',')
    .reduce((sum, part) => sum + gpusIn(part.trim()), 0)
}

/** 'a100' of 'gres/gpu:a100:4'; '' where the first are of no type. */
export function gpuTypeIn(text: string): string {
  return /gpu[:=]([A-Za-z][\w.-]*)/.exec(text)?.[1] ?? ''
}

function gpusIn(part: string): number {
  const match = /^(?:gres[/:])?gpu(?:[:=](.*))?$/i.exec(part)
  if (match === null) return 0
  const last = (match[1] ?? '').split(/[:=]/).at(-1) ?? ''
  return /^\d/.test(last) ? readTresCount(last) : 1
}
