import { t, translated } from '../language.ts'
import plain from '../words/plain/hand.json'
/** The words of what is handed over: whole sentences with parameters. */
export const handWords = translated({
  ...plain,
  ends: (from: string, to: string) =>
    t`It ends between ${from} and ${to} (8 of 10 cases), waits and maintenance included.`,
  scriptSays: (s: Readonly<Record<'nodes' | 'limit' | 'jobs' | 'most', string>>) =>
    t`${s.nodes} nodes, ${s.limit} a job; ${s.jobs} jobs in the middle case, ${s.most} in a long one.`,
  question: (q: Readonly<Record<'model' | 'tokens' | 'gpus' | 'system', string>>) =>
    t`The question: what does it take to train ${q.model} on ${q.tokens} tokens with ${q.gpus} accelerators of ${q.system}?`,
  made: (version: string, day: string) => t`Petaplan ${version}, ${day}.`,
  fingerprint: (hash: string) => t`Result ${hash}, the same on the command line and from the API.`,
  says: (name: string, value: string) => t`${name}: ${value}`,
  beside: (published: string, ours: string, unit: string) => t`${published} ${unit}, ours ${ours} ${unit}`,
  more: (sources: string, more: string) => t`${sources} · further sources: ${more}`,
  driver: (name: string, low: string, high: string) => t`${name}: ${low} to ${high} accelerator-hours`,
})
