import { describe, expect, it } from 'vitest'
import { readArchitecture } from '../../../sim/workload/huggingface.ts'
import { countParameters } from '../../../sim/workload/flops.ts'
import published from './published-configs.json' with { type: 'json' }

/**
 * Billions of parameters: of the family's class, built without weights (OLMo's first format by the class that took it
 * over); of the model card, which rounds (seen in November 2026: ChatGLM-6B and MobileLLM-125M on their own, Hunyuan-Large's report, Mixtral's
 * as others repeat it); or as remembered, without a source that was read.
 */
const tolerances = { class: 0.005, card: 0.012, unsourced: 0.012 } as const

/** Refused, and why: what a count would have to guess. */
const refused: Readonly<Record<string, string>> = {
  // Two entries stand for 36 layers.
  'OpenELM-3B': 'num_query_heads',
}

/** The card counts 3.61 B active without the embedding table; ours and the 120 B's own row have it. */
const withoutEmbedding: readonly string[] = ['gpt-oss-20b']

describe('a published configuration', () => {
  it.each(published.map((one) => [one.name, one] as const))(
    'of %s is counted as published, or refused',
    (name, one) => {
      const read = readArchitecture(one.config)
      const field = refused[name]
      if (field !== undefined) {
        expect(read.ok ? [] : read.problems.map((problem) => problem.field)).toContain(`model.${field}`)
        return
      }
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      const { total, active, embedding } = countParameters(read.value)
      const kind = (['card', 'unsourced'] as const).find((word) => word === one.from) ?? 'class'
      expect(Math.abs(total / 1e9 / (one.count ?? 0) - 1)).toBeLessThan(tolerances[kind])
      if (one.active === null) return
      const counted = withoutEmbedding.includes(name) ? active - embedding : active
      expect(Math.abs(counted / 1e9 / one.active - 1)).toBeLessThan(0.06)
    },
  )
})
