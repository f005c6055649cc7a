import { count, listed, short } from '../../format.ts'
import { partAt } from '../own.ts'
import type { Overview } from '../worker/replaying.ts'
import { queueWords } from './words.ts'

const words = queueWords.own

/** The answer in words, and what is in force beyond the policy and the machine. */
export function withSettings(sentence: string, { own, powerCapW, answer }: Overview): string {
  const others = Object.keys(own).filter((name) =>
    /^(limits|backfill|tiers|usageFactors|preemption)$/.test(name),
  )
  const list = [
    ...(powerCapW === null ? [] : [words.cap(short(powerCapW / 1e6))]),
    ...(Array.isArray(own['windows']) ? [words.windows(count(own['windows'].length))] : []),
    ...('failures' in own ? [words.failures(String(partAt(own, 'failures.per1000NodeDays')))] : []),
    ...('priority' in own ? [words.weights] : []),
    ...('budgets' in own ? [words.budgets(count(answer.budgets?.projects.length ?? 0))] : []),
    ...(others.length > 0 ? [words.others(others.join(', '))] : []),
  ]
  return list.length === 0 ? sentence : words.headline(sentence, listed(list))
}
