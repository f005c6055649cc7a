import type { SovereigntyFields } from '../schema.ts'

/** Apertus on Alps: the facts are sourced, the levels are this project's own reading of them. */
export const apertusSovereignty: SovereigntyFields = {
  facts: {
    territory: 'Switzerland (Lugano)',
    operator: 'CSCS of ETH Zurich: national, public',
    'accelerator vendor': 'NVIDIA: United States',
  },
  levels: {
    data: {
      level: [3, 4],
      evidence: 'A',
      because: 'open and documented corpus; opt-outs respected, also afterwards',
      source: 'Apertus technical report, arXiv 2509.14233',
    },
    model: {
      level: 4,
      evidence: 'A',
      because: 'weights, data, code and checkpoints open under Apache-2.0',
      source: 'Apertus technical report, arXiv 2509.14233',
    },
    infrastructure: {
      level: 3,
      evidence: 'A',
      because: 'public owner and operator, one main site',
      source: 'CSCS documentation',
    },
    talent: {
      level: 3,
      evidence: 'A',
      because: 'ETH Zurich, EPFL and CSCS trained it, at two sizes',
      source: 'Apertus technical report, arXiv 2509.14233',
    },
    energy: {
      level: [2, 3],
      evidence: 'B',
      because: 'low carbon, 37 to 50 g/kWh, with imports in winter',
      source: 'Ember and Electricity Maps through co2.js',
    },
    chips: {
      level: [0, 1],
      evidence: 'A',
      because: 'GH200 of one foreign vendor',
      source: 'CSCS documentation',
    },
  },
}
