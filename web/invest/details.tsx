import type { InvestAnswer, Range } from '../../sim/index.ts'
import { count, short, span } from '../format.ts'
import { fieldValue, set } from '../state/state.ts'
import { Fold } from '../parts/fold.tsx'
import { Table, Use } from '../parts/table.tsx'
import { Breakdown } from '../plan/panels/breakdown.tsx'
import { AssumptionList } from '../plan/why.tsx'
import { belowWords as all } from '../words/below.ts'
import { investWords as words } from '../words/invest.ts'
import { Files } from '../parts/files.tsx'
import { yearRows } from './curve-figure.tsx'
import { Serving, Taxes } from './more.tsx'
import { Spectrum, standing } from './spectrum.tsx'
import { invest, leadOf } from './state.ts'

type Part = keyof typeof words.parts

/** What is behind the cost of an hour, folded; taxes and serving, which somebody asked for, are open. */
export function InvestDetails({ answer }: { readonly answer: InvestAnswer }) {
  const { serving, sovereignty } = answer
  return (
    <div class="details">
      <Fold title={words.waterfall}>{() => <HourParts answer={answer} />}</Fold>
      <Fold title={words.options}>{() => <Options answer={answer} />}</Fold>
      <Fold title={yearFinding(answer)}>{() => <CashFlow answer={answer} />}</Fold>
      {answer.taxes.length > 0 && (
        <Fold title={words.taxes} open>
          {() => <Taxes answer={answer} />}
        </Fold>
      )}
      {serving !== null && (
        <Fold title={words.serving} open>
          {() => <Serving serving={serving} currency={answer.currency} />}
        </Fold>
      )}
      <Fold title={words.buys}>{() => <Buys answer={answer} />}</Fold>
      <Fold title={words.site}>
        {() => (
          <Table
            columns={words.siteColumns}
            rows={answer.site.countries.map(({ name, isSite, carbonTPerY, electricityEurPerY }) => [
              isSite ? words.isSite(name) : name,
              span(short(carbonTPerY.low), short(carbonTPerY.high)),
              electricityEurPerY === null ? '' : short(electricityEurPerY),
            ])}
          />
        )}
      </Fold>
      <Fold title={words.shocks}>
        {() => (
          <Table
            columns={words.shockColumns}
            rows={answer.shocks.map(({ name, perAllocatedHour, changeFraction, source }) => [
              name,
              `${answer.currency} ${short(perAllocatedHour)}`,
              `${changeFraction > 0 ? '+' : ''}${short(changeFraction * 100)} %`,
              source,
            ])}
          />
        )}
      </Fold>
      {sovereignty !== null && (
        <Fold id="sovereignty" title={standing(sovereignty)}>
          {() => <Spectrum view={sovereignty} />}
        </Fold>
      )}
      <Assumptions answer={answer} />
    </div>
  )
}

function yearFinding({ cashFlow, currency }: InvestAnswer): string {
  const [most] = [...cashFlow].sort((a, b) => b.total - a.total)
  return words.mostYear(String(most?.year ?? 0), `${currency} ${short(most?.total ?? 0)}`)
}

function HourParts({ answer }: { readonly answer: InvestAnswer }) {
  const { hourCost, currency } = answer
  const of = { title: words.total, parts: hourCost.parts, unit: currency, kind: 'money' }
  return <Breakdown {...of} nameOf={partName} rests={() => answer.assumptions} />
}

function Options({ answer }: { readonly answer: InvestAnswer }) {
  const { options, differences, exchanges, notCompared, scopes, currency } = answer
  const parts = Object.keys(scopes[0]?.parts ?? {})
  return (
    <>
      <Table
        columns={words.optionColumns}
        rows={options.map(({ name, presentCost, plan, perServedHour, source }) => [
          name,
          `${currency} ${short(presentCost.p50)}`,
          `${currency} ${span(short(presentCost.p10), short(presentCost.p90))}`,
          `${currency} ${short(plan)}`,
          `${currency} ${short(perServedHour)}`,
          <UsePrice price={`${currency} ${String(Number(perServedHour.toPrecision(4)))}`} />,
          source,
        ])}
      />
      <h3>{words.scope}</h3>
      <Table
        columns={['', ...scopes.map(({ name }) => name)]}
        rows={parts.map((part) => [partName(part), ...scopes.map((one) => one.parts[part] ?? '')])}
      />
      <ul class="views">
        {differences.map(({ sentence, difference }) => (
          <li key={sentence}>
            {sentence} <span class="quiet">{apart(difference, currency)}</span>
          </li>
        ))}
        {exchanges.map(({ from, to, rate, date, source }) => (
          <li key={from} class="quiet">
            {words.rate(`1 ${from} = ${short(rate)} ${to}, ${date}, ${source}`)}
          </li>
        ))}
        {notCompared.map((line) => (
          <li key={line} class="quiet">
            {line}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Takes the price of a way's hour as the price of the hours of Plan. */
function UsePrice({ price }: { readonly price: string }) {
  return (
    <Use
      name={price}
      isUsed={fieldValue('gpuHourPrice') === price}
      onUse={() => set('gpuHourPrice', price, 'push')}
    />
  )
}

/** By how much: between two amounts where the sign is sure, else across nought. */
function apart({ p10, p90 }: Range, currency: string): string {
  const money = (value: number) => `${currency} ${short(value)}`
  const [low, high] = [Math.min(Math.abs(p10), Math.abs(p90)), Math.max(Math.abs(p10), Math.abs(p90))]
  return p10 * p90 >= 0 ? words.apart(money(low), money(high)) : words.apartEither(money(p10), money(p90))
}

const barHeight = 120

/** Cost of each year as a stacked bar, and the same as a table. */
function CashFlow({ answer }: { readonly answer: InvestAnswer }) {
  const { cashFlow, currency } = answer
  const files = { csv: () => yearRows(answer), rests: () => answer.assumptions }
  const most = Math.max(
    ...cashFlow.map(({ parts }) => Object.values(parts).reduce((sum, one) => sum + one, 0)),
  )
  const names = Object.keys(cashFlow[0]?.parts ?? {}).filter((part): part is Part =>
    cashFlow.some(({ parts }) => (parts[part] ?? 0) > 0),
  )
  return (
    <section>
      <Legend names={names} />
      <p class="cash-axis quiet">{`${words.cashAxis(currency)} ${short(most)}`}</p>
      <svg
        class="cash money"
        viewBox={`0 0 ${String(cashFlow.length * 10)} ${String(barHeight)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.cashAlt}
      >
        {cashFlow.map(({ year, parts }) => {
          let top = barHeight
          return names.map((part, index) => {
            const height = ((parts[part] ?? 0) / (most || 1)) * barHeight
            top -= height
            return (
              <rect
                key={`${String(year)}${part}`}
                class={`part part-${String(index)}`}
                x={year * 10 + 1}
                y={top}
                width="8"
                height={height}
              />
            )
          })
        })}
      </svg>
      <ol class="cash-years quiet" aria-hidden="true">
        {cashFlow.map(({ year }) => (
          <li key={year}>{String(year)}</li>
        ))}
      </ol>
      <Files name="petaplan-years" title={words.cashAlt} {...files} />
      <Table
        columns={words.cashColumns}
        rows={cashFlow.map((year) => [
          String(year.year),
          `${currency} ${short(year.total)}`,
          count(year.accelerators),
          short(year.allocatedHours),
          short(year.equivalentHours),
          short(year.energyMwh),
        ])}
      />
    </section>
  )
}

function Legend({ names }: { readonly names: readonly Part[] }) {
  return (
    <ul class="parts money">
      {names.map((part, index) => (
        <li key={part}>
          <span class={`swatch part-${String(index)}`} /> {partName(part)}
        </li>
      ))}
    </ul>
  )
}

function Buys({ answer: { buys } }: { readonly answer: InvestAnswer }) {
  const { projectsAtShare, researchers } = buys.meanYear
  if (!buys.feasible) return <p>{buys.reason ?? ''}</p>
  return (
    <ul class="views">
      {buys.byMultiplier.map(({ name, multiplier, projectsPerY }) => (
        <li key={name}>{words.project(short(projectsPerY), name, short(multiplier))}</li>
      ))}
      <li>{words.mixed(short(projectsAtShare), count(researchers))}</li>
      <li>{words.servedOr(short(buys.inferenceTokensPerDay ?? 0))}</li>
      <li class="quiet">{words.counted(buys.run, short(buys.runHours?.p50 ?? 0))}</li>
      {buys.notes.map((note) => (
        <li key={note} class="quiet">
          {note}
        </li>
      ))}
    </ul>
  )
}

function Assumptions({ answer: { notIncluded } }: { readonly answer: InvestAnswer }) {
  return (
    <>
      <Fold title={all.details.assumptions}>
        {() => <AssumptionList assumptions={invest.value?.assumptions ?? []} leads={leadOf} />}
      </Fold>
      <Fold title={all.details.notIncluded}>
        {() => (
          <ul class="views">
            {notIncluded.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Fold>
    </>
  )
}

function partName(part: string): string {
  const known = Object.entries(words.parts).find(([key]) => key === part)
  return known?.[1] ?? part
}
