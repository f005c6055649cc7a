import type { EstimateFigures, Layout } from '../../../sim/index.ts'
import { count } from '../../format.ts'
import { Glossed } from '../glossed.tsx'
import { Alternatives } from './alternatives.tsx'
import { MemoryPanel } from './memory.tsx'
import { panelWords } from './panel-words.ts'

const words = panelWords.layout

/** How the model is cut over the accelerators, what each of them holds, and how else it could be cut. */
export function LayoutAndMemory({ answer }: { readonly answer: EstimateFigures }) {
  return (
    <>
      <ul class="views">
        {sentences(answer.layout).map((sentence) => (
          <li key={sentence}>
            <Glossed text={sentence} />
          </li>
        ))}
      </ul>
      <MemoryPanel answer={answer} />
      <Alternatives answer={answer} />
    </>
  )
}

/** A layout in sentences; what is not cut is not mentioned. */
function sentences(layout: Layout): readonly string[] {
  const { tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, recompute } = layout
  const pipeline = vpp > 1 ? words.interleaved(count(pp), count(vpp)) : words.pipeline(count(pp))
  return [
    words.copies(count(dp), count(tp * pp * cp)),
    ...(tp > 1 ? [words.tensor(count(tp))] : []),
    ...(pp > 1 ? [pipeline] : []),
    ...(cp > 1 ? [words.context(count(cp))] : []),
    ...(ep > 1 ? [words.expert(count(ep))] : []),
    words.batch({ global: count(globalBatch), each: count(globalBatch / dp), micro: count(microBatch) }),
    words.zero[zero] ?? String(zero),
    words.recompute[recompute],
  ]
}
