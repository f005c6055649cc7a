import { count } from '../../format.ts'
import { queueWords } from './words.ts'

export function projectName(project: string | null): string {
  if (project === null) return queueWords.others
  if (project === '') return queueWords.noProject
  return /^\d+$/.test(project) ? queueWords.numbered(project) : project
}

/** A group of a chart: a project, the rest, or the planned run. */
export function groupName({ project, isRun }: { readonly project: string | null; readonly isRun: boolean }) {
  return isRun ? queueWords.run.yours : projectName(project)
}

export function jobName({ id, link }: { readonly id: string; readonly link: number | null }): string {
  return link === null ? queueWords.jobNamed(id) : queueWords.linkOf(count(link))
}

export function sizeName({ fromNodes, toNodes }: { readonly fromNodes: number; readonly toNodes: number }) {
  return fromNodes === toNodes ? count(fromNodes) : queueWords.rangeOver(count(fromNodes), count(toNodes))
}
