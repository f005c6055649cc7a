import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { chartWords } from '../words/chart.ts'

export type Cell = string | VNode
type Rows = readonly (readonly Cell[])[]

type TableProps = {
  /** An empty one stands over the names of the rows. */
  readonly columns: readonly string[]
  /** The first cell of a row names it. */
  readonly rows: Rows
  /** What it is, for those who do not see it; its columns where it says nothing. */
  readonly label?: string
  readonly kind?: string
  /** First cell of the row that is in force. */
  readonly chosen?: string
}

/** More than these scroll within their box. */
const mostRows = 60

/** Rows under their columns, which scroll sideways where they have to, by keys too. */
export function Table({ columns, rows, label, kind, chosen }: TableProps) {
  const box = useRef<HTMLDivElement>(null)
  const cut = useSignal(false)
  const kinds = columns.map((_, at) => (at === 0 ? 'words' : wordsIn(rows, at)))
  useEffect(() => {
    const shown = box.current
    if (shown === null) return undefined
    const watch = new ResizeObserver(() => (cut.value = shown.scrollWidth > shown.clientWidth + 1))
    watch.observe(shown)
    const table = shown.firstElementChild
    if (table !== null) watch.observe(table)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <div
        ref={box}
        class={`wide${cut.value ? ' cut' : ''}${rows.length > mostRows ? ' long' : ''}`}
        tabIndex={0}
        role="group"
        aria-label={label ?? columns.filter((one) => one !== '').join(', ')}
      >
        <table class={kind}>
          <thead>
            <tr>
              {columns.map((head, at) =>
                head === '' ? (
                  <td key={head} />
                ) : (
                  <th key={head} scope="col" class={kinds[at]}>
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(([head, ...cells], row) => (
              <tr
                key={typeof head === 'string' ? head : row}
                class={chosen !== undefined && head === chosen ? 'chosen' : undefined}
              >
                <th scope="row" class="words">
                  {head}
                </th>
                {cells.map((cell, i) => (
                  <td key={columns[i + 1]} class={kinds[i + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cut.value && <p class="quiet cut-note">{chartWords.cut}</p>}
    </>
  )
}

const startsAsFigure = /^[^\p{L}\d]*([A-Z]{3}\s[^\p{L}\d]*)?\d/u
/** Longer ones wrap, whatever they begin with. */
const longestFigure = 40

/** A column that is read, not compared, stands on the left and wraps. */
function wordsIn(rows: Rows, at: number): string | undefined {
  const texts = rows.flatMap(({ [at]: cell }) => (typeof cell === 'string' && cell !== '' ? [cell] : []))
  if (texts.some(({ length }) => length > longestFigure)) return 'words prose'
  return texts.length > 0 && !texts.some((text) => startsAsFigure.test(text)) ? 'words' : undefined
}

type UseProps = {
  readonly name: string
  readonly isUsed: boolean
  /** Where it stands alone: says what would be used, too. */
  readonly isAlone?: boolean
  readonly onUse: () => void
}

/** Takes a row or a point into the run, unless it is the one in use. */
export function Use({ name, isUsed, isAlone, onUse }: UseProps) {
  if (isUsed)
    return <span class="quiet">{isAlone === true ? `${name} · ${chartWords.used}` : chartWords.used}</span>
  return (
    <button type="button" class="link" aria-label={chartWords.useOf(name)} onClick={onUse}>
      {isAlone === true ? chartWords.useOf(name) : chartWords.use}
    </button>
  )
}

type BehindProps = { readonly title: string; readonly columns: readonly string[]; readonly rows: () => Rows }

/** The table behind a chart, folded; its rows are worked out only while it is open. */
export function TableBehind({ title, columns, rows }: BehindProps) {
  const open = useSignal(false)
  return (
    <details onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{title}</summary>
      {open.value && <Table columns={columns} rows={rows()} />}
    </details>
  )
}
