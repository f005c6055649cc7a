import { withoutControls } from '../../base/shown.ts'
import { compile, type Evaluate } from './compile.ts'
import { measure, unitWords, type Dimension } from './dimension.ts'
import { parseExpression } from './parse.ts'
import type { Fault } from './tokens.ts'

export type Variable = { readonly name: string; readonly unit: Dimension }

/** An expression of the user's own, checked and ready: it can name nothing else and cannot run for long. */
export type UserFormula = {
  readonly text: string
  readonly evaluate: Evaluate
  /** In words: 'CHF/token'. */
  readonly unit: string
  /** True where a bare number converts between unlike things. */
  readonly numberConverts: boolean
  /** Names of the variables it uses. */
  readonly uses: readonly string[]
}

export type ReadFormula =
  | { readonly ok: true; readonly formula: UserFormula }
  | { readonly ok: false; readonly fault: Fault }

/** Checks an expression and makes it ready; a fault says at which character it goes wrong. */
export function readFormula(text: string, variables: readonly Variable[]): ReadFormula {
  const names = variables.map(({ name }) => name)
  const parsed = parseExpression(text, names)
  if ('message' in parsed) return { ok: false, fault: parsed }
  const unit = measure(parsed, new Map(variables.map(({ name, unit: dimension }) => [name, dimension])))
  if ('message' in unit) return { ok: false, fault: unit }
  const formula = {
    text,
    evaluate: compile(parsed, names),
    unit: unitWords(unit.dimension),
    numberConverts: unit.converted,
    uses: names.filter((name) => new RegExp(`(^|[^A-Za-z0-9_])${name}([^A-Za-z0-9_(]|$)`).test(text)),
  }
  return { ok: true, formula }
}

/** A fault in one line with a mark under its character. */
export function faultWords(text: string, { at, message }: Fault): string {
  return withoutControls(`in '${text.slice(0, 80)}' at character ${String(at + 1)}: ${message}`)
}
