import type { ComponentChildren } from 'preact'
import type { Range } from '../../sim/index.ts'
import { short, span } from '../format.ts'
import { Gloss } from './gloss.tsx'
import { RangeBar } from './range-bar.tsx'
import { words } from '../words.ts'

export type FigureProps = {
  readonly kind: 'time' | 'money' | 'energy' | 'carbon'
  readonly title: string
  readonly range: Range
  /** Stands after the figure, or before it, as a currency does. */
  readonly unit?: string
  readonly before?: string
  /** Marks a first guess. */
  readonly mark?: ComponentChildren
  readonly note?: string
  /** Of several bars on one scale. */
  readonly most?: number
  readonly children?: ComponentChildren
}

/** A figure that people come for: its middle, its range as a bar and in words, and what is said of it. */
export function Figure(props: FigureProps) {
  const { kind, title, range, unit = '', before = '', note, most, mark, children } = props
  const hasRange = range.p10 !== range.p90
  const said = `${span(short(range.p10), short(range.p90))} ${unit}`.trim()
  return (
    <article class={`figure ${kind}`}>
      <h2>{title}</h2>
      <p class="value">
        {mark}
        {before !== '' && <span class="unit">{before} </span>}
        {short(range.p50)}
        {unit !== '' && <span class="unit"> {unit}</span>}
      </p>
      <RangeBar range={range} most={most} />
      <p class="range">
        {hasRange ? (before === '' ? said : `${before} ${said}`) : '\u00a0'}{' '}
        {hasRange && (
          <span class="quiet">
            (<Gloss text={words.range} />)
          </span>
        )}
      </p>
      {note !== undefined && (
        <p class="note">
          <Gloss text={note} />
        </p>
      )}
      {children}
    </article>
  )
}
