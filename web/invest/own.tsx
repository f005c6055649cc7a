import type { Problem } from '../../sim/index.ts'
import { percent, short, withUnit } from '../format.ts'
import { say } from '../language.ts'
import { Choice, Written } from '../parts/field.tsx'
import { OwnFile } from '../plan/controls/own.tsx'
import { ownOr } from '../state/said.ts'
import { change, fields, fieldValue } from '../state/state.ts'
import { investWords as words } from '../words/invest.ts'
import { reasonWords } from '../words/reasons.ts'
import { simulation } from '../worker/simulation.ts'
import { programme, programmeFields } from './asked.ts'
import { invest, problems } from './state.ts'

export function wrongWith(id: string): Problem | null {
  return problems.value.find(({ field }) => field === id) ?? null
}

type WordProps = {
  readonly id: string
  readonly label: string
  readonly help?: string
  readonly hint?: string
}

export function Word(props: WordProps) {
  const currency = invest.value?.currency ?? ''
  return <Written help="" hint="" {...props} wrong={wrongWith(props.id)} currency={currency} />
}

type FigureId = keyof typeof words.own.fields

/** The parts of the cost that fields change, where they have another name. */
const partOf: Readonly<Record<string, string>> = {
  capital: 'compute',
  people: 'staff',
  personCost: 'staff',
  kwh: 'electricity',
}

/** A figure of the own machine: what it is now and who said so, where nothing is written in its place. */
function Figure({ id }: { readonly id: FigureId }) {
  const answer = invest.value
  const part = partOf[id] ?? id
  const amount = answer?.machine.capital.find((one) => one.part === part)?.amount
  const changes = amount === undefined ? programme.find(([name]) => name === id)?.[1].changes : 'capital'
  const assumed = answer?.assumptions.find((one) => one.id === changes)
  const value = Number(amount ?? assumed?.value ?? 0)
  const isInside = answer?.scopes.find((one) => one.id === 'own')?.parts[part] === 'inside'
  const none = isInside ? words.own.inside : words.own.none
  const isShare = id === 'goodput' || id === 'rate'
  const now = isShare ? percent(value) : withUnit(short(value), say(assumed?.unit ?? ''))
  const [hint, help] = assumed === undefined || value === 0 ? [none, ''] : [now, grounds(assumed)]
  return <Word id={id} label={words.own.fields[id]} hint={hint} help={help} />
}

const figureOf = (id: FigureId) => <Figure key={id} id={id} />

/** Who says a value: its first source, else why. */
function grounds({ source, basis }: { readonly source: string; readonly basis: string }): string {
  const [because = '', cited] = source.split(' · ')
  if (basis === 'given') return reasonWords.basis.given
  return basis === 'sourced' && cited !== undefined ? cited : say(because.split('; range: ')[0] ?? '')
}

/** What matters most of a machine of one's own. */
export function MainFigures() {
  const ids = ['capital', 'life'] as const
  return (
    <>
      <p class="help">{words.own.how}</p>
      {ids.map(figureOf)}
    </>
  )
}

const discountIds = ['green-book', 'eu-better-regulation', 'swiss-rail', 'private-data-centre'] as const

/** The other figures of it, folded. */
export function MoreFigures() {
  const { scopes, residuals, stages } = words.own
  return (
    <details class="more">
      <summary>{words.own.more}</summary>
      {(['facility', 'people', 'personCost'] as const).map(figureOf)}
      <Choice
        id="discount"
        label={words.discount}
        usual=""
        wrong={wrongWith('discount')}
        options={[['', words.discountCase], ...discountIds.map((id) => [id, words.discounts[id]] as const)]}
      />
      <Word id="vat" label={words.vat} />
      <Word id="duty" label={words.duty} />
      <Word id="served" label={words.tokensPerDay} />
      {(['maintenance', 'kwh', 'pue', 'goodput', 'network', 'storage', 'facilityLife'] as const).map(
        figureOf,
      )}
      {[['covers', scopes] as const, ['residual', residuals] as const, ['stage', stages] as const].map(
        ([id, names]) => (
          <Choice
            key={id}
            id={id}
            label={words.own[id]}
            usual=""
            wrong={wrongWith(id)}
            options={[['', words.own.asCase], ...Object.entries<string>(names)]}
          />
        ),
      )}
      {(['decommissioning', 'rate', 'inflation'] as const).map(figureOf)}
    </details>
  )
}

/** A whole programme, as the command line reads it, in place of a ready case. */
export function OwnProgramme() {
  return (
    <details class="more" open={fieldValue('programme') !== undefined}>
      <summary>{words.own.title}</summary>
      <OwnFile id="programme" words={words.own} take={takeProgramme} />
    </details>
  )
}

const fewSamples = 100

/** Takes a programme that can be answered; what the page's fields said of the one before goes. */
async function takeProgramme(text: string): Promise<readonly Problem[]> {
  const answered = await simulation.invest({ ...Object(ownOr(text)), samples: fewSamples })
  if (answered.status === 'refused') return answered.problems
  if (answered.status === 'infeasible')
    return answered.obstacles.map(({ reason }) => ({ field: 'programme', message: reason }))
  const kept = Object.entries(fields.value).filter(([name]) => !programmeFields.includes(name))
  change({ ...Object.fromEntries(kept), programme: text }, 'push')
  return []
}
