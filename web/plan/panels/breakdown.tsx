import { short, withUnit } from '../../format.ts'
import { amid } from '../../language.ts'
import { Files, type FilesProps } from '../../parts/files.tsx'
import { belowWords, partWords } from '../../words/below.ts'
import { Span } from '../doubt/tornado.tsx'

type BreakdownProps = {
  readonly title: string
  readonly parts: { readonly [part: string]: number }
  readonly unit: string
  readonly kind: string
  readonly nameOf?: (part: string) => string
} & Pick<FilesProps, 'rests'>

/** Parts of a whole under one another, each where the one before it ended; they add up to the figure above. */
export function Breakdown({ title, parts, unit, kind, nameOf = partWords, ...rest }: BreakdownProps) {
  const entries = Object.entries(parts).filter(([, value]) => value > 0)
  const total = entries.reduce((sum, [, value]) => sum + value, 0)
  const [most, of] = entries.reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0])
  const heading = belowWords.mostOf({
    title,
    total: withUnit(short(total), unit),
    share: `${short((of / total) * 100)} %`,
    part: amid(nameOf(most)),
  })
  let from = 0
  return (
    <section class={`breakdown ${kind}`}>
      <h3>{heading}</h3>
      <ol class="bars">
        {entries.map(([part, value]) => (
          <li key={part}>
            <span class="name">{nameOf(part)}</span>
            <Span from={from / total} to={(from += value) / total} />
            <span class="amount">
              {withUnit(short(value), unit)} <span class="quiet">{short((value / total) * 100)} %</span>
            </span>
          </li>
        ))}
      </ol>
      <Files {...rest} name={`petaplan-${kind}`} title={heading} csv={() => [['part', unit], ...entries]} />
    </section>
  )
}
