import { quoted } from '../../base/shown.ts'
import { nearestIds, own } from '../../base/nearest.ts'
import { accelerators } from '../../catalogue/accelerators.ts'
import { grids } from '../../catalogue/grids.ts'
import { models } from '../../catalogue/models.ts'
import { prices } from '../../catalogue/prices.ts'
import { sources } from '../../catalogue/sources.ts'
import { systems } from '../../catalogue/systems.ts'
import type { Citation } from '../../catalogue/types.ts'
import { readArchitecture } from '../../workload/huggingface.ts'
import { countParameters } from '../../workload/flops.ts'
import type { Answered } from '../../base/answered.ts'
import { cited, urlOf } from '../estimate/assumptions/cited.ts'

export type ShownFigure = Readonly<ReturnType<typeof figure>>

export type ShownRecord = Readonly<ReturnType<typeof shown>[number]>

export type CatalogueAnswer = { readonly kind: string; readonly records: readonly ShownRecord[] }

export const catalogueKinds = ['models', 'accelerators', 'systems', 'grids', 'prices', 'sources'] as const
export type CatalogueKind = (typeof catalogueKinds)[number]

type Listed = {
  readonly id: string
  readonly name: string
  readonly citations?: Readonly<Record<string, Citation>>
}

const lists: Readonly<Record<CatalogueKind, () => readonly Listed[]>> = {
  models: () => models.map((model) => ({ ...model, countedParameters: counted(model.config) })),
  accelerators: () => accelerators,
  systems: () => systems,
  grids: () => grids,
  prices: () => prices,
  sources: () => Object.entries(sources).map(([id, source]) => ({ id, name: source.title, ...source })),
}

function counted(config: (typeof models)[number]['config']): number | null {
  const architecture = readArchitecture(config)
  return architecture.ok ? countParameters(architecture.value).total : null
}

/** What is known of one kind of thing, or of one thing; each figure with its source. */
export function answerCatalogue(
  kind: string | null,
  id: string | null,
): Answered<readonly CatalogueAnswer[]> {
  if (kind === null)
    return { status: 'answer', value: catalogueKinds.map((one) => ({ kind: one, records: shown(one) })) }
  const known = catalogueKinds.find((one) => one === kind.trim().toLowerCase())
  if (known === undefined) {
    return refused(
      'kind',
      `${quoted(kind)} is not a part of the catalogue; the parts are ${catalogueKinds.join(', ')}`,
    )
  }
  if (id === null) return { status: 'answer', value: [{ kind: known, records: shown(known) }] }
  const wanted = id.trim().toLowerCase()
  const records = shown(known).filter(
    (record) => record.id.toLowerCase() === wanted || isIso2(record, wanted),
  )
  if (records.length > 0) return { status: 'answer', value: [{ kind: known, records }] }
  const ids = lists[known]().map((record) => record.id)
  const near = nearestIds(id, ids)
  return refused('id', `${quoted(id)} is not among the ${known}; the nearest are ${near.join(', ')}`)
}

function isIso2(record: ShownRecord, wanted: string): boolean {
  return record.figures.some(({ field, value }) => field === 'iso2' && String(value).toLowerCase() === wanted)
}

function refused(field: string, message: string): Answered<never> {
  return { status: 'refused', problems: [{ field, message }] }
}

function shown(kind: CatalogueKind) {
  return lists[kind]().map((record) => ({
    id: record.id,
    name: record.name,
    figures: Object.entries(record)
      .filter(([field]) => !['id', 'name', 'citations'].includes(field))
      .map(([field, value]) => figure(field, value, own(record.citations ?? {}, field))),
  }))
}

function figure(field: string, value: unknown, citation: Citation | undefined) {
  return {
    field,
    value,
    source: citation === undefined ? null : cited(citation),
    url: citation === undefined ? null : urlOf(citation[0]),
  }
}

/** What the page's menus offer. */
export type Choices = Readonly<ReturnType<typeof catalogueChoices>>

export function catalogueChoices() {
  return {
    models: models.map(({ id, name, family, publishedParameters }) => ({
      id,
      name,
      family,
      parameters: publishedParameters,
    })),
    systems: systems.map((system) => ({
      id: system.id,
      name: system.name,
      accelerator: accelerators.find(({ id }) => id === system.acceleratorId)?.name ?? system.acceleratorId,
      accelerators: system.accelerators,
      acceleratorsPerNode: system.acceleratorsPerNode,
    })),
    grids: grids.map(({ id, name }) => ({ id, name })),
  }
}
