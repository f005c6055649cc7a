/** Days that a run takes on a number of accelerators. */
export type Taken = { readonly gpus: number; readonly days: number }

export type Scaling =
  | { readonly kind: 'past' | 'scales' | 'fastest'; readonly gpus: number }
  /** Neither holds all along. */
  | { readonly kind: 'mixed' }

/** What each accelerator between two neighbours adds to the speed, as a share of what each of the first ones does. */
export function addedShares(ascending: readonly Taken[]): readonly number[] {
  const [first] = ascending
  if (first === undefined) return []
  const ownSpeed = 1 / (first.days * first.gpus)
  return ascending.slice(1).map(({ gpus, days }, index) => {
    const before = ascending[index] ?? first
    return (1 / days - 1 / before.days) / (gpus - before.gpus) / ownSpeed
  })
}

const worthwhile = 0.8

/** How far it pays to add accelerators: a statement that holds for every point it speaks of. */
export function scalingOf(ascending: readonly Taken[]): Scaling {
  const shares = addedShares(ascending)
  const at = (index: number) => ascending[index]?.gpus ?? 0
  if (shares.every((share) => share >= worthwhile)) return { kind: 'scales', gpus: at(shares.length) }
  const least = ascending.reduce((a, b) => (b.days < a.days ? b : a))
  if (least.gpus < at(shares.length)) return { kind: 'fastest', gpus: least.gpus }
  const last = shares.findLastIndex((share) => share >= worthwhile)
  const holds = shares.slice(0, last + 1).every((share) => share >= worthwhile)
  return holds ? { kind: 'past', gpus: at(last + 1) } : { kind: 'mixed' }
}
