import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { plantedErrors } from './errors.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the errors that npm run mutate plants', () => {
  it('each find one place in the code, and tests that are there', () => {
    const lost = plantedErrors.filter(({ file, from, to, tests }) => {
      const places = readFileSync(root + file, 'utf8').split(from).length - 1
      return places !== 1 || from === to || !tests.every((test) => existsSync(root + test))
    })
    expect(lost).toEqual([])
  })

  it('are at least thirty, in all five rooms', () => {
    expect(plantedErrors.length).toBeGreaterThanOrEqual(30)
    const rooms = new Set(plantedErrors.map(({ file }) => file.split('/')[1]))
    expect([...rooms].sort()).toEqual(['goodput', 'investment', 'queue', 'step', 'workload'])
  })
})
