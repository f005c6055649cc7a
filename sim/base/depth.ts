/** Deeper than anything that a person writes for us; what walks a value by recursion stays far from its end. */
const mostLevels = 64

/** Whether lists and objects stand in one another beyond every use. Looks level by level, so no value is too deep for it. */
export function nestsTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
