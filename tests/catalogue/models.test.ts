import { describe, expect, it } from 'vitest'
import { models } from '../../sim/catalogue/models.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'
import { countParameters } from '../../sim/workload/flops.ts'

function countOf(config: (typeof models)[number]['config']) {
  const architecture = readArchitecture(config)
  if (!architecture.ok) throw new Error(JSON.stringify(architecture.problems))
  return countParameters(architecture.value)
}

describe('each model of the catalogue', () => {
  it('is one of at least a hundred and ten', () => {
    expect(models.length).toBeGreaterThanOrEqual(110)
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
  })

  it.each(models.map((model) => [model.id, model] as const))(
    '%s counts to its published parameters within 0.5 %%',
    (_, model) => {
      expect(Math.abs(countOf(model.config).total / model.publishedParameters - 1)).toBeLessThan(0.005)
    },
  )

  const mixtures = models.filter(({ publishedActiveParameters }) => publishedActiveParameters !== null)
  it.each(mixtures.map((model) => [model.id, model] as const))(
    '%s counts to its published active parameters within 6 %%, a card often leaves embeddings out',
    (_, model) => {
      expect(
        Math.abs(countOf(model.config).active / (model.publishedActiveParameters ?? 0) - 1),
      ).toBeLessThan(0.06)
    },
  )
})
