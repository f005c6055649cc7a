import { describe, expect, it } from 'vitest'
import { readJsonText } from '../../../sim/base/json.ts'

describe('JSON as people have it', () => {
  it.each([
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    [
      'Infinity as Python writes it',
      '{"limit": [0.0, Infinity], "low": -Infinity}',
      { limit: [0, Infinity], low: -Infinity },
    ],
    ['NaN', '[NaN, 1]', [null, 1]],
    ['the same words inside strings', '{"a": "NaN, Infinity \\" // no"}', { a: 'NaN, Infinity " // no' }],
  ])('%s is read', (_, text, value) => {
    expect(readJsonText('file', text)).toEqual({ ok: true, value })
  })

  it.each([
    ['a comment', '{\n  "a": 1, // one\n}', 'a comment at line 2, column 11'],
    ['a block comment', '/* first */ {}', 'a comment at line 1, column 1'],
    ['a comma too many', '{"a": 1,\n}', 'a comma with nothing after it at line 1, column 8'],
    ['anything else', '{"a": }', 'is not JSON'],
    ['a word with Infinity in it', '{"a": MyInfinityX}', 'is not JSON'],
  ])('%s is refused with its place', (_, text, said) => {
    const read = readJsonText('file', text)
    expect(read.ok ? '' : read.problems[0]?.message).toContain(said)
  })

  it.each([
    ['{"gpus": 8, "gpus": 4}', '"gpus"'],
    ['[{"a": {"b": 1, "c": {"b": 2}, "b": 3}}]', '"b"'],
    ['{"a": NaN, "\\u0061": 1}', '"\\u0061"'],
  ])('a key that stands twice in one object is refused by its name: %s', (text, key) => {
    const read = readJsonText('file', text)
    expect(read.ok ? '' : read.problems[0]?.message).toBe(`has ${key} twice in one object; give it once`)
  })

  it.each([
    '{"__proto__": 1}',
    '[{"a": {"b": 1, "__proto__"  \n: {}}}]',
    `{"jobs": "${'x'.repeat(2 ** 21)}", "__proto__": 1}`,
  ])('a name that would be left out without a word is refused', (text) => {
    const read = readJsonText('file', text)
    expect(read.ok ? '' : read.problems[0]?.message).toBe('has a name __proto__; give it another')
  })

  it('keys of the same name in several objects, and in strings, are several', () => {
    const text = '[{"a": "x\\"a\\":{", "b": {"a": 1}}, {"a": "{a:a:"}, {"c": "__proto__"}]'
    expect(readJsonText('file', text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it('takes no longer than its length, however hostile', () => {
    const deep = 100_000
    expect(readJsonText('file', '{"a":'.repeat(deep) + '1' + '}'.repeat(deep)).ok).toBe(true)
    for (const text of [
      `{"a":1,${' '.repeat(300_000)}x`,
      `"${'\\'.repeat(300_001)}`,
      '/'.repeat(300_000),
      ','.repeat(100_000),
    ])
      expect(readJsonText('file', text).ok).toBe(false)
  })
})
