/** p10 and p90 of one input. */
export type InputRange = readonly [low: number, high: number]

export type Quantiles = { readonly p10: number; readonly p50: number; readonly p90: number }

/** How far one input at its p10 and at its p90 moves each output from the centre, as factors. */
export type Swing<Output extends string> = {
  readonly input: string
  readonly factors: { readonly [K in Output]: readonly [atLow: number, atHigh: number] }
}

type Numbers<Key extends string> = { readonly [K in Key]: number }

export type Question<Input extends string, Output extends string> = {
  readonly centre: Numbers<Input>
  readonly ranges: { readonly [K in Input]?: InputRange }
  readonly evaluate: (input: Numbers<Input>) => Numbers<Output>
}

/** Evaluates the question with each uncertain input at its p10 and its p90, the others at their centre. */
export function swings<Input extends string, Output extends string>(
  question: Question<Input, Output>,
  outputs: readonly Output[],
): readonly Swing<Output>[] {
  const centre = question.evaluate(question.centre)
  const inputs = Object.entries<InputRange | undefined>(question.ranges)
  return inputs.flatMap(([input, range]) => {
    if (range === undefined) return []
    const [atLow, atHigh] = range.map((value) => question.evaluate({ ...question.centre, [input]: value }))
    if (atLow === undefined || atHigh === undefined) return []
    return [
      {
        input,
        factors: factorsOf(outputs, (key) => [
          ratio(atLow[key], centre[key]),
          ratio(atHigh[key], centre[key]),
        ]),
      },
    ]
  })
}

function ratio(value: number, centre: number): number {
  return centre === 0 ? 1 : value / centre
}

function factorsOf<Output extends string>(
  outputs: readonly Output[],
  of: (key: Output) => readonly [number, number],
): { readonly [K in Output]: readonly [number, number] } {
  const empty: Partial<Record<Output, readonly [number, number]>> = {}
  const filled = outputs.reduce((factors, key) => ({ ...factors, [key]: of(key) }), empty)
  if (!isFull(filled, outputs)) throw new Error('an output has no factor')
  return filled
}

function isFull<Output extends string, T>(
  partial: Partial<Record<Output, T>>,
  outputs: readonly Output[],
): partial is Record<Output, T> {
  return outputs.every((key) => partial[key] !== undefined)
}

/**
 * First-order range of one output: the swings of independent inputs add in quadrature of their logarithms, upward
 * and downward apart. Exact for products of log-normal inputs; for sums it is the usual first-order approximation.
 *
 * @param centre  the output with every input at its centre; it is the p50
 */
export function combine<Output extends string>(
  centre: number,
  output: Output,
  found: readonly Swing<Output>[],
): Quantiles {
  let up = 0
  let down = 0
  for (const swing of found) {
    const logs = swing.factors[output].map(Math.log)
    up += Math.max(0, ...logs) ** 2
    down += Math.min(0, ...logs) ** 2
  }
  return { p10: centre * Math.exp(-Math.sqrt(down)), p50: centre, p90: centre * Math.exp(Math.sqrt(up)) }
}
