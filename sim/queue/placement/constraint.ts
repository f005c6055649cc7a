const [met, unmet] = ['✓', '✗']

/** The features that a constraint names: a100 and nvme of '(a100|h100*2)&nvme'. */
export function featuresIn(constraint: string): readonly string[] {
  return constraint.split(/[&|,()[\]]+/).flatMap((term) => withoutCount(term) || [])
}

/**
 * Whether a node is one that a job asks for: 'a100&nvme', 'v100|a100', '(rack1|rack2)&ib'. From left to right, as Slurm
 * reads it; of '[rack1|rack2]' and 'rack1*2' every node may be of either, or is of that.
 *
 * Source: sbatch(1), --constraint, of Slurm 24.05.
 */
export function isMet(constraint: string, has: (feature: string) => boolean): boolean {
  let rest = constraint.replaceAll('[', '(').replaceAll(']', ')')
  for (;;) {
    const inner = /\(([^()]*)\)/.exec(rest)
    if (inner === null) return holds(rest, has)
    rest = rest.replace(inner[0], () => (holds(inner[1] ?? '', has) ? met : unmet))
  }
}

function holds(terms: string, has: (feature: string) => boolean): boolean {
  let all = true
  for (const [, operator, text = ''] of terms.matchAll(/([&|,]?)([^&|,]*)/g)) {
    const term = withoutCount(text)
    const one = term === '' || term === met || (term !== unmet && has(term))
    all = operator === '|' ? all || one : all && one
  }
  return all
}

function withoutCount(term: string): string {
  return term.trim().replace(/\*\d+$/, '')
}
