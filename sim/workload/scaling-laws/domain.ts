/** Where the runs lie that a law was fitted on, from the least to the most; a side that the authors do not state is null. */
export type FitDomain = { readonly [quantity in keyof ScalePoint]: readonly number[] | null }

/** One point in the plane of a scaling law. */
export type ScalePoint = Readonly<Record<(typeof quantities)[number], number>>

const quantities = ['parameters', 'tokens', 'trainingFlops'] as const

/** Every quantity of a point that lies outside the fit; none when the law only interpolates. */
export function outsideFit(domain: FitDomain, point: ScalePoint) {
  return quantities.flatMap((quantity) => {
    const span = domain[quantity]
    const value = point[quantity]
    const [least = -Infinity, most = Infinity] = span ?? []
    if (value >= least && value <= most) return []
    return [
      {
        quantity,
        value,
        least,
        most,
        /** Above 1: how many times beyond the nearer end. */
        beyondFactor: value > most ? value / most : least / value,
      },
    ]
  })
}
