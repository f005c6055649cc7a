import { Source } from '../said.tsx'
import { useReasons } from './use-reasons.ts'
import { exact, short, shortOrPower } from '../format.ts'
import { Loading } from '../parts/later.tsx'
import { belowWords as words } from '../words/below.ts'
import { colon, perLanguage, spokenAnswer } from '../language.ts'
import { reasonWords } from '../words/reasons.ts'
import { Glossary } from './glossed.tsx'
import { AssumptionList } from './why.tsx'

const monthName = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }),
)

export function Assumptions() {
  const answer = useReasons()
  if (answer === null) return <Loading />
  return (
    <>
      <AssumptionList assumptions={answer.assumptions} />
      <h3>{reasonWords.words}</h3>
      <Glossary />
    </>
  )
}

/** The same hours by other prices. */
export function MoneyCounts() {
  const answer = useReasons()
  if (answer === null) return <Loading />
  return (
    <Views
      rows={spokenAnswer(answer.costViews).map((view) => [
        view.name,
        `${view.currency} ${short(view.amount)}`,
        `${view.currency} ${exact(view.unitPrice)}/${view.unit}`,
        view.date,
        view.source,
        view.url,
      ])}
    />
  )
}

/** The same energy by other ways of counting the grid. */
export function GridCounts() {
  const answer = useReasons()
  if (answer === null) return <Loading />
  const { carbonByMonth: byMonth } = answer
  return (
    <>
      <Views
        rows={spokenAnswer(answer.carbonViews).map((view) => [
          view.method,
          `${short(view.operationalT)} t CO₂e`,
          `${short(view.gCo2ePerKwh)} g/kWh`,
          String(view.year),
          view.source,
          view.url,
        ])}
      />
      {byMonth === null ? (
        <p>{reasonWords.noMonths}</p>
      ) : (
        <>
          <p>
            {reasonWords.byMonth(short(byMonth.runDays), String(byMonth.year))}{' '}
            <Source url={byMonth.url} text={byMonth.source} />
          </p>
          <Views
            rows={byMonth.months.map(({ gCo2ePerKwh, operationalT }, at) => [
              monthName().format(Date.UTC(byMonth.year, at)),
              `${short(operationalT)} t CO₂e`,
              `${short(gCo2ePerKwh)} g/kWh`,
              '',
              '',
              null,
            ])}
          />
        </>
      )}
    </>
  )
}

type ViewRow = readonly [
  name: string,
  amount: string,
  price: string,
  date: string,
  source: string,
  url: string | null,
]

function Views({ rows }: { readonly rows: readonly ViewRow[] }) {
  return (
    <ul class="views">
      {rows.map(([name, amount, price, date, source, url]) => (
        <li key={`${name}${price}`}>
          <strong>{amount}</strong> {name} · {price}
          {date !== '' && ` · ${date}`}{' '}
          <span class="quiet">
            {source} <Source url={url} text={reasonWords.source} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Published totals of the same run beside ours. */
export function Comparisons() {
  const answer = useReasons()
  if (answer === null) return <Loading />
  if (answer.comparisons.length === 0) return <p>{words.details.publishedNone}</p>
  return (
    <ul class="views">
      {spokenAnswer(answer.comparisons).map((one) => (
        <li key={one.figure}>
          <strong>{one.figure}</strong>
          {colon()}
          {words.details.theirs} {shortOrPower(one.published)} {one.unit}, {words.details.ours}{' '}
          {shortOrPower(one.ours)} {one.unit}, {words.details.onTheirs} {shortOrPower(one.onTheirBasis)}{' '}
          {one.unit}. {one.explanation}{' '}
          <span class="quiet">
            {one.source} <Source url={one.url} text={reasonWords.source} />
          </span>
        </li>
      ))}
    </ul>
  )
}
