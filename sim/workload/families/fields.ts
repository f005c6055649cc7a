import aliasTable from '../../data/families/aliases.json' with { type: 'json' }
import tellingFields from '../../data/families/telling-fields.json' with { type: 'json' }

const aliases: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(aliasTable))

/** Names under which configs write a field, the likeliest first; a field without other names is its own. */
export function namesOf(field: string): readonly string[] {
  return aliases.get(field) ?? [field]
}

/**
 * Fields that change a model's count by more than half a per cent wherever a class reads them. One of them that a family
 * does not read is refused by name: dropping it would count another model.
 */
export const telling: readonly string[] = tellingFields
