import { describe, expect, it } from 'vitest'
import { reportBy } from '../../server/cli/writing/template.ts'

const written = (template: string, view: object) =>
  reportBy(`${template}\n`, { dozens: (n) => String(n / 12) })(view)

describe('a report as a text with values', () => {
  it.each([
    [
      '{who.name} has {much:short} of {share:percent}',
      { who: { name: 'A' }, much: 2.5e6, share: 0.12 },
      'A has 2.5 M of 12 %',
    ],
    [
      '{eggs:dozens} dozen, {none}, {span:short}',
      { eggs: 24, none: null, span: { low: 1, high: 2 } },
      '2 dozen, -, 1 to 2',
    ],
    ['{#list ", "}{.}{/list}{^list}none{/list}', { list: ['a', 'b'] }, 'a, b'],
    ['{#list ", "}{.}{/list}{^list}none{/list}', { list: [] }, 'none'],
    [
      '{?zero}{zero}{/zero}{#zero}more{/zero}{!nothing} and nothing{/nothing}',
      { zero: 0, nothing: null },
      '0 and nothing',
    ],
    [
      '{#parts.* "; "}{name} {value}{/parts.*}',
      { parts: { lostWork: 1, none: 0, rest: 2 } },
      'lost work 1; rest 2',
    ],
    [
      '{#inner}{name} of {outer}{/inner}',
      { name: 'x', outer: 'o', inner: [{ name: 'y' }, { name: 'z' }] },
      'y of oz of o',
    ],
  ])('%s', (template, view, text) => {
    expect(written(template, view)).toBe(text)
  })

  it('leaves no line where a section stood alone, and makes tables of rows', () => {
    const template = '{#rows.length}\n| | n |\n{#rows}\n| {name} | {n} |\n{/rows}\n{/rows.length}\nend'
    const rows = [
      { name: 'long name', n: 1 },
      { name: 'a|b', n: 20 },
    ]
    expect(written(template, { rows })).toBe('            n\nlong name   1\na|b        20\nend')
    expect(written(template, { rows: [] })).toBe('end')
  })

  it('wraps a line with the spaces before it, beside its name, or not at all', () => {
    const words = 'word '.repeat(17).trim()
    expect(written('  {words}', { words }).split('\n')).toEqual([
      `  ${'word '.repeat(15).trim()}`,
      '  word word',
    ])
    expect(written('Name\t{words}', { words }).split('\n')[1]).toBe(`${' '.repeat(11)}word word word`)
    expect(written('>{words}', { words })).toBe(words)
  })

  it.each(['{missing}', '{#a}{/b}', '{#a}', '{object}'])('throws for %s, a fault of ours', (template) => {
    expect(() => written(template, { a: [1], object: {} })).toThrow('a template')
  })
})
