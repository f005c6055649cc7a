import { currencies } from '../../sim/index.ts'

/** The decimal mark is that of any language. */
const shape = /^1? ?([A-Z]{3}) ?= ?(\d+(?:[.,]\d+)?) ?([A-Z]{3})$/

/** A rate of a person's own, and what any question would say against it; null where the text is no rate. */
export function ownRate(text: string) {
  const [, from = '', said = '', to = ''] = shape.exec(text) ?? []
  if (from === '') return null
  const date = new Date().toISOString().slice(0, 10)
  const rate = { from, to, rate: Number(said.replace(',', '.')), date, source: 'a rate of your own' }
  return { rate, wrong: currencies.wrongRate(rate)[0]?.message ?? null }
}
