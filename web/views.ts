import type { ComponentType } from 'preact'
import { PlanView } from './plan/view.tsx'
import type { ViewId } from './state/address.ts'

/** One view of the page: the first is there at once, the others are loaded when somebody opens them. */
export type View =
  | { readonly id: ViewId; readonly component: ComponentType }
  | { readonly id: ViewId; readonly load: () => Promise<ComponentType> }

const plan: View = { id: 'plan', component: PlanView }

const queue: View = { id: 'queue', load: async () => (await import('./queue/view.tsx')).QueueView }

const tradeoffs: View = {
  id: 'tradeoffs',
  load: async () => (await import('./tradeoffs/view.tsx')).TradeoffsView,
}
const invest: View = { id: 'invest', load: async () => (await import('./invest/view.tsx')).InvestView }
const compare: View = { id: 'compare', load: async () => (await import('./compare/view.tsx')).CompareView }

const evidence: View = {
  id: 'evidence',
  load: async () => (await import('./evidence/view.tsx')).EvidenceView,
}

const learn: View = { id: 'learn', load: async () => (await import('./learn/view.tsx')).LearnView }

/** In the order of the header. A view is named in `viewIds` (address.ts) and in `words.viewNames`. */
export const views: readonly View[] = [plan, tradeoffs, queue, invest, compare, evidence, learn]

export function viewNamed(id: ViewId): View {
  return views.find((one) => one.id === id) ?? plan
}
