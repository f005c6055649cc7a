import type { InvestAnswer } from '../../sim/index.ts'
import { perLanguage, say, t } from '../language.ts'
import { short, span, withUnit } from '../format.ts'
import { Choice } from '../parts/field.tsx'
import { Fold } from '../parts/fold.tsx'
import { Table } from '../parts/table.tsx'
import { investWords as words } from '../words/invest.ts'
import { Word, wrongWith } from './own.tsx'
import { chosenCase } from './state.ts'

type View = NonNullable<InvestAnswer['sovereignty']>
type Bounds = View['areas'][number]['indicators'][number]['position']
type Option = NonNullable<View['spending']>['options'][number]
type Step = Option['chains'][number]['steps'][number]

/** Countries of which the data know something. */
const ready = ['CH', 'KR', 'FI', 'KE'] as const
const countryNames = perLanguage((language) => new Intl.DisplayNames(language, { type: 'region' }))

/** Where a country stands and by which numbers, what caps it, and what money would move, by which causes. */
export function Spectrum({ view }: { readonly view: View }) {
  const said = chosenCase()?.input.sovereignty
  const ofCase = typeof said === 'object' ? said : {}
  return (
    <div class="spectrum">
      <p>{view.sentence}</p>
      <div class="pair">
        <Choice
          id="nation"
          label={words.country}
          usual={ofCase.country ?? ''}
          wrong={wrongWith('nation')}
          options={ready.map((country) => [country, countryNames().of(country) ?? country] as const)}
        />
        <Word id="spend" label={words.spend} hint={String(ofCase.amount ?? '')} />
      </div>
      {view.areas.map((area) => (
        <Area key={area.area} area={area} />
      ))}
      <ul class="views">
        {view.conditions.map(({ condition, meaning, cap, source }) => (
          <li key={condition}>
            {words.caps(words.areas[condition], meaning, between(cap))} <span class="quiet">{source}</span>
          </li>
        ))}
      </ul>
      <Spending view={view} />
      <ul class="views">
        {view.frames.map(({ id, name, position, editorial }) => (
          <li key={id}>
            {words.frame(name, between(position))} <span class="quiet">{editorial ?? ''}</span>
          </li>
        ))}
        <li>
          {words.assurance(between(view.assurance))} <span class="quiet">{view.assurance.note}</span>
        </li>
        {view.notes.map((note) => (
          <li key={note} class="quiet">
            {note}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where it stands by the first way to weigh, in a title. */
export function standing({ frames: [first] }: View): string {
  return first === undefined ? words.sovereignty : words.standing(between(first.position))
}

function Area({ area: { area, low, high, indicators } }: { readonly area: View['areas'][number] }) {
  return (
    <div>
      <h3>{t`${words.areas[area]}: ${between({ low, high })}`}</h3>
      <ol class="levels">
        {indicators.map(({ id, name, value, unit, full, why, position, source }) => (
          <li key={id}>
            <span>{name}</span>
            <Track position={position} />
            <span>{between(position)}</span>
            <span class="quiet">
              {indicatorWords(value, full, unit)} {why} · <span lang="en">{source}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** A figure beside all there is to reach; a share in percent. */
function indicatorWords(value: Bounds | null, full: number, unit: string): string {
  const [times, said] = unit === say('share') ? ([100, '%'] as const) : ([1, unit] as const)
  const of = value === null ? words.unknown : between({ low: times * value.low, high: times * value.high })
  return words.indicator(of, short(times * full), said)
}

function Spending({ view: { spending, frames } }: { readonly view: View }) {
  if (spending === null) return null
  const { amount, currency, each, years, options } = spending
  return (
    <>
      <h3>{words.spent(`${currency} ${short(amount)}`, String(years))}</h3>
      <Table
        columns={words.spendColumns(`${currency} ${short(each)}`)}
        rows={options.flatMap(({ name, byFrame }) =>
          byFrame.map(({ frame, before, after, points, pointsEach }) => [
            name,
            frames.find(({ id }) => id === frame)?.name ?? frame,
            between(before),
            between(after),
            between(points),
            between(pointsEach),
          ]),
        )}
      />
      {options.map((option) => (
        <Fold key={option.id} title={words.chains(option.name)} isControl>
          {() => <Chains option={option} currency={currency} />}
        </Fold>
      ))}
    </>
  )
}

/** Each chain from the money to its indicator, a step a line, with what each step rests on. */
function Chains({ option, currency }: { readonly option: Option; readonly currency: string }) {
  return (
    <>
      {option.chains.map(({ mechanism, money, steps, name, gain, held }) => (
        <div key={mechanism}>
          <h4>{t`${`${currency} ${short(money)} → ${name}`}: ${`+${between(gain)}`}`}</h4>
          {held !== '' && <p>{held}</p>}
          <Table
            columns={words.stepColumns}
            rows={steps.map((step) => [
              step.op === 'divide' ? '÷' : step.op === 'times' ? '×' : words.ops[step.op],
              step.op === 'whole' ? '' : amountOf(step),
              withUnit(between(step.gives), step.gives.unit),
              step.op === 'whole'
                ? ''
                : [say(step.basis), step.source].filter((text) => text !== '').join(' · '),
            ])}
          />
        </div>
      ))}
    </>
  )
}

/** What begins with a small letter reads on from its figure. */
function amountOf({ low, high, unit, name }: Step): string {
  const mark = /^\p{Lu}/u.test(name) ? ' · ' : ' '
  return [withUnit(between({ low, high }), unit), name].join(name === '' ? '' : mark)
}

function between({ low, high }: Bounds): string {
  return low === high ? short(low) : span(short(low), short(high))
}

function Track({ position: { low, high } }: { readonly position: Bounds }) {
  return (
    <svg class="bar energy" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="2" width="100" height="2" />
      <rect class="band" x={low} y="1" width={Math.max(0.6, high - low)} height="4" />
    </svg>
  )
}
