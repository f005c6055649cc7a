import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Assumption, EstimateAnswer, ExplainedFormula } from '../../sim/index.ts'
import { Dialog } from '../parts/dialog.tsx'
import { count, exact, short, span, withUnit } from '../format.ts'
import { simulation } from '../worker/simulation.ts'
import { Loading } from '../parts/later.tsx'
import { colon, say, spokenAnswer } from '../language.ts'
import { Said, Source } from '../said.tsx'
import { reasonWords } from '../words/reasons.ts'
import { Glossed } from './glossed.tsx'
import { fieldOf, inputsOf } from './field-of.ts'
import { Lead, type Leads } from './lead.tsx'
import { useReasons } from './use-reasons.ts'

type WhyProps = { readonly title: string; readonly formulas: readonly string[]; readonly onClose: () => void }

/** Why a figure is what it is: formulas with the numbers put in, and what they rest on. */
export function Why(props: WhyProps) {
  return <WhyOf {...props} answer={useReasons()} leads={fieldOf} />
}

type WhyOfProps = WhyProps & {
  /** Null until it is there. */
  readonly answer: EstimateAnswer | null
  readonly leads: Leads
  readonly children?: ComponentChildren
}

/** The same of a run that is not the one in Plan. */
export function WhyOf({ title, formulas, answer, leads, onClose, children }: WhyOfProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {answer === null ? <Loading /> : <Reasons answer={answer} formulas={formulas} leads={leads} />}
    </Dialog>
  )
}

type ReasonsProps = {
  readonly answer: EstimateAnswer
  readonly formulas: readonly string[]
  readonly leads: Leads
}

function Reasons({ answer, formulas, leads }: ReasonsProps) {
  const shown = spokenAnswer(answer.formulas).filter(({ id }) => formulas.includes(id))
  return (
    <>
      {shown.map((formula) => (
        <Formula key={formula.id} formula={formula} answer={answer} leads={leads} />
      ))}
      <h4>{reasonWords.restsOn}</h4>
      <AssumptionList assumptions={inputsOf(answer, formulas)} leads={leads} />
    </>
  )
}

type FormulaProps = {
  readonly formula: ExplainedFormula
  readonly answer: EstimateAnswer
  readonly leads: Leads
}

function Formula({ formula, answer, leads }: FormulaProps) {
  const checked = useSignal<string | null>(null)
  const recheck = async () => {
    checked.value = reasonWords.rechecking
    const { value, unit } = await simulation.recheck(answer, formula.id)
    checked.value = reasonWords.rechecked(withUnit(exact(value), unit))
  }
  return (
    <FormulaShown formula={formula}>
      <Entered formula={formula} answer={answer} leads={leads} />
      {checked.value === null ? (
        <button type="button" class="link" onClick={() => void recheck()}>
          {reasonWords.checkUnits}
        </button>
      ) : (
        <p class="quiet" role="status">
          {checked.value}
        </p>
      )}
    </FormulaShown>
  )
}

type FormulaShownProps = { readonly formula: ExplainedFormula; readonly children: ComponentChildren }

function FormulaShown({ formula, children }: FormulaShownProps) {
  return (
    <section class="formula">
      <p>
        <strong>
          <Glossed text={formula.title} />
        </strong>{' '}
        = <code>{formula.expression}</code>
      </p>
      <p class="quiet">{reasonWords.withNumbers}</p>
      <p>
        <code>{formula.substituted}</code>
      </p>
      <p class="result">= {withUnit(exact(formula.result), formula.unit)}</p>
      {formula.note !== null && (
        <p class="quiet">
          <Glossed text={formula.note} />
        </p>
      )}
      {children}
    </section>
  )
}

type FormulasProps = {
  readonly title: string
  readonly formulas: readonly ExplainedFormula[]
  readonly assumptions: readonly Assumption[]
  readonly leads: Leads
  readonly onClose: () => void
}

/** Why a figure of another view is what it is: formulas with the numbers put in, their letters, what they rest on. */
export function Formulas({ title, formulas, assumptions, leads, onClose }: FormulasProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {spokenAnswer(formulas).map((formula) => (
        <FormulaShown key={formula.id} formula={formula}>
          <Letters of={formula.symbols} leads={leads} />
        </FormulaShown>
      ))}
      <h4>{reasonWords.restsOn}</h4>
      <AssumptionList assumptions={assumptions} leads={leads} />
    </Dialog>
  )
}

type ReasonedProps = Readonly<Record<'expression' | 'numbers', string>> & Required<AssumptionsProps>

/** A formula that the page itself knows, with the numbers put in, and what it rests on. */
export function Reasoned({ expression, numbers, assumptions, leads }: ReasonedProps) {
  return (
    <>
      <section class="formula">
        <p>
          <code>{expression}</code>
        </p>
        <p class="quiet">{reasonWords.withNumbers}</p>
        <p class="result">
          <code>{numbers}</code>
        </p>
      </section>
      <h4>{reasonWords.restsOn}</h4>
      <AssumptionList assumptions={assumptions} leads={leads} />
    </>
  )
}

/** What of a formula is entered, each as the way to its field; what is assumed stands in the list of assumptions. */
function Entered({ formula, answer, leads }: FormulaProps) {
  const assumed = new Set(answer.assumptions.map(({ id }) => id))
  const entered = formula.symbols.filter(({ symbol }) => fieldOf(symbol) !== null && !assumed.has(symbol))
  return entered.length === 0 ? null : <Letters of={entered} leads={leads} />
}

type LettersProps = { readonly of: ExplainedFormula['symbols']; readonly leads: Leads }

function Letters({ of, leads }: LettersProps) {
  return (
    <ul class="parts">
      {of.map(({ symbol, label, value, unit }) => (
        <li key={symbol}>
          <code>{symbol}</code>
          {colon()}
          <Lead figure={{ id: symbol, low: value, high: value }} leads={leads}>
            {label}
          </Lead>
          , {withUnit(short(value), unit)}
        </li>
      ))}
    </ul>
  )
}

function figureOf({ id, value, low, high }: Assumption) {
  const middle = typeof value === 'number' ? value : 0
  return { id, low: low ?? middle, high: high ?? middle }
}

type AssumptionsProps = {
  readonly assumptions: readonly Assumption[]
  /** Of another view than the plan. */
  readonly leads?: Leads
}

export function AssumptionList({ assumptions, leads }: AssumptionsProps) {
  return (
    <dl class="assumptions">
      {assumptions.map((one) => (
        <div key={one.id}>
          <dt>
            <Lead figure={figureOf(one)} leads={leads}>
              {say(one.name)}
            </Lead>
            {colon()}
            <strong>{valueOf(spokenAnswer(one))}</strong>{' '}
            <span class="basis">{reasonWords.basis[one.basis]}</span>
          </dt>
          <dd>
            <Said text={one.source} />
            {one.url !== null && (
              <>
                {' '}
                <Source url={one.url} text={reasonWords.source} />{' '}
                {one.licence !== undefined && (
                  <span class="quiet">
                    (<Said text={one.licence} />)
                  </span>
                )}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The value with its unit and range: as it was given, else in no more digits than anybody is sure of. */
export function valueOf({ value, low, high, unit, basis }: Assumption): string {
  const four = (known: number) => exact(basis === 'given' ? known : Number(known.toPrecision(4)))
  const digits = basis === 'derived' ? short : four
  const said =
    typeof value === 'string' ? value : Number.isInteger(value) && value < 1e6 ? count(value) : digits(value)
  const range = low === null || high === null || low === high ? '' : ` (${span(short(low), short(high))})`
  return withUnit(said, unit.replace(/^1\/.*/, '')) + range
}
