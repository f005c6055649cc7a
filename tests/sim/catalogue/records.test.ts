import { describe, expect, it } from 'vitest'
import { models } from '../../../sim/catalogue/models.ts'
import { readModels } from '../../../sim/catalogue/kinds.ts'
import { sources } from '../../../sim/catalogue/sources.ts'

const known = {
  id: 'x-1b',
  name: 'X 1B',
  organisation: 'X',
  family: 'x',
  year: null,
  publishedParameters: 1e9,
  publishedActiveParameters: null,
  config: { hidden_size: 8 },
  citations: { publishedParameters: ['hf-configs', 'X 1B'], config: ['hf-configs', 'X 1B'] },
  note: '',
}
const line = (changes: object) => JSON.stringify({ ...known, ...changes })

describe('the records of data files', () => {
  it('are read, one a line', () => {
    expect(readModels(`${line({})}\n${line({ id: 'x-2b' })}\n`)).toEqual([known, { ...known, id: 'x-2b' }])
  })

  it.each([
    ['a figure without its source', line({ citations: {} }), /x-1b: publishedParameters has no source/],
    ['a record twice', `${line({})}\n${line({})}`, /line 2: x-1b stands here twice/],
    ['a field that nobody knows', line({ colour: 'red' }), /line 1: colour: nobody reads it/],
    ['a word for a number', line({ publishedParameters: '1B' }), /line 1: publishedParameters/],
    ['what is no JSON', '{"id": Infinity}', /line 1: no record/],
    [
      'a source for a figure that is not there',
      line({ citations: { ...known.citations, year: ['hf-configs', 'X'] } }),
      /a source for year, which is not there/,
    ],
  ])('are refused with %s', (_, text, message) => {
    expect(() => readModels(text)).toThrow(message)
  })

  it('cite only sources of the list', () => {
    const cited = models.flatMap(({ citations }) => Object.values(citations).map(([source]) => source))
    expect([...new Set(cited)].filter((source) => sources[source] === undefined)).toEqual([])
  })
})
