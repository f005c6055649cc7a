/** Where the runs lie that a law was fitted on; a side that the authors do not state is null. */
export type FitDomain = {
  readonly parameters: Span | null
  readonly tokens: Span | null
  readonly trainingFlops: Span | null
  /** The paper that says so. */
  readonly source: string
}

type Span = readonly [least: number, most: number]

/** One point in the plane of a scaling law. */
export type ScalePoint = {
  readonly parameters: number
  readonly tokens: number
  readonly trainingFlops: number
}

const quantities = ['parameters', 'tokens', 'trainingFlops'] as const

/** Every quantity of a point that lies outside the fit; none when the law only interpolates. */
export function outsideFit(domain: FitDomain, point: ScalePoint) {
  return quantities.flatMap((quantity) => {
    const span = domain[quantity]
    const value = point[quantity]
    if (span === null || (value >= span[0] && value <= span[1])) return []
    const [least, most] = span
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
