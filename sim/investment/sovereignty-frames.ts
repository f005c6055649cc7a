/** The eight objectives of the EU Cloud Sovereignty Framework. */
export const euObjectives = [
  'strategic',
  'legal',
  'data-ai',
  'operational',
  'supply-chain',
  'technology',
  'security',
  'environment',
] as const
export type EuObjective = (typeof euObjectives)[number]

/**
 * Published weights, in percent, of a cloud service offer.
 *
 * Source: EU Cloud Sovereignty Framework v1.2.1, DG DIGIT, October 2025, as tender documents and reports quote it.
 */
export const euWeights = {
  strategic: 15,
  legal: 10,
  'data-ai': 10,
  operational: 15,
  'supply-chain': 20,
  technology: 15,
  security: 10,
  environment: 5,
} as const satisfies Record<EuObjective, number>

/** What a national profile is told by. No published set weighs these six. */
export const dimensions = ['data', 'model', 'infrastructure', 'talent', 'energy', 'chips'] as const
export type FrameDimension = (typeof dimensions)[number]

type Row = Readonly<Record<FrameDimension, number>>

const none: Row = { data: 0, model: 0, infrastructure: 0, talent: 0, energy: 0, chips: 0 }

/** How each objective is spread over the six dimensions: an editorial mapping of this project, nobody else's. */
export const editorialMapping: Readonly<Record<EuObjective, Row>> = {
  strategic: { ...none, model: 0.4, infrastructure: 0.6 },
  legal: { ...none, data: 0.5, infrastructure: 0.5 },
  'data-ai': { ...none, data: 0.5, model: 0.5 },
  operational: { ...none, infrastructure: 0.4, talent: 0.6 },
  'supply-chain': { ...none, infrastructure: 0.2, chips: 0.8 },
  technology: { ...none, model: 0.5, infrastructure: 0.5 },
  security: { ...none, data: 0.4, infrastructure: 0.6 },
  environment: { ...none, energy: 1 },
}

/** The published weights carried to the six dimensions by the editorial mapping, in percent. */
export const euMappedWeights: Row = {
  data: mapped('data'),
  model: mapped('model'),
  infrastructure: mapped('infrastructure'),
  talent: mapped('talent'),
  energy: mapped('energy'),
  chips: mapped('chips'),
}

function mapped(dimension: FrameDimension): number {
  return euObjectives.reduce(
    (total, objective) => total + euWeights[objective] * editorialMapping[objective][dimension],
    0,
  )
}

/** Every dimension the same. */
export const equalWeights: Row = { data: 1, model: 1, infrastructure: 1, talent: 1, energy: 1, chips: 1 }

/** What each level means: absolute, so that a score does not move because others moved. This project's own words. */
export const levelAnchors: Readonly<
  Record<FrameDimension, readonly [string, string, string, string, string]>
> = {
  data: [
    'held abroad, or nobody knows where',
    'stored at home under foreign law',
    'own law applies, documented in part',
    'a documented, lawful corpus that can be rebuilt',
    'national stewardship with opt-out and provenance',
  ],
  model: [
    'a closed interface abroad',
    'closed weights, hosted at home',
    'open weights',
    'open weights with recipe and list of data',
    'weights, data, code and checkpoints open; can be retrained',
  ],
  infrastructure: [
    'a foreign cloud on a foreign site',
    'a foreign operator on own territory',
    'a national operator on a rented site',
    'a public or national owner who operates it',
    'national owner, second site, continuity tested',
  ],
  talent: [
    'no local team',
    'can operate with help of the vendor',
    'can fine-tune and operate',
    'can train at scale and do it again',
    'two or more independent teams that can',
  ],
  energy: [
    'no firm supply',
    'grid supply with a high share of imports',
    'grid supply, balanced over the year',
    'firm low-carbon contract, winter included',
    'domestic firm low-carbon supply with reserve',
  ],
  chips: [
    'one foreign vendor, export licence at risk',
    'one foreign vendor, supply agreed for long',
    'two foreign vendors, or an allied one',
    'diverse supply, integration or packaging at home',
    'designed and made at home in the class needed',
  ],
}
