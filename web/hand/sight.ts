import { Chart } from '../chart/chart.ts'
import { invest } from '../invest/state.ts'
import { spoken, spokenAnswer } from '../language.ts'
import { drawingOf } from '../chart/picture.ts'
import { unseenMs } from '../parts/later.tsx'
import { fields, view } from '../state/state.ts'
import { token } from '../theme.ts'

/** The answer of a view as it stood: in words, in figures, as a chart; null where the view draws nothing. */
export type Sight = Awaited<ReturnType<typeof sightOf>>

const colours = ['--ink-quiet', '--ink', '--line', '--time', '--money', '--energy', '--carbon', '--traffic']

/** Pixels of a chart as wide as A4 leaves room, its letters as large as on the page. */
const [wide, high, highOfRun] = [688, 180, 250] as const

/** What a sight is of: it is out of date with any other. */
export const sightIsOf = () => [view.value, fields.value, spoken.value] as const

const chartInSight = () => document.querySelector('main section.chart')

/** A chart below the window waits to be scrolled to, and shows itself for print once its code is there; one that is lost never does. */
function isComing(sinceMs: number): boolean {
  if (chartInSight() !== null || document.querySelector('main :is(.pending, .chart-place:empty)') === null)
    return false
  dispatchEvent(new Event('beforeprint'))
  return performance.now() - sinceMs < 2 * unseenMs
}

export async function sightOf() {
  const sinceMs = performance.now()
  while (document.querySelector('main [aria-busy=true]') !== null || isComing(sinceMs))
    await new Promise((resolve) => requestAnimationFrame(resolve))
  const section = chartInSight()
  if (section === null) return null
  const part = section.querySelector('.panel') ?? section
  for (const canvas of part.querySelectorAll('canvas'))
    Chart.getChart(canvas)?.resize(wide, view.value === 'plan' ? highOfRun : high)
  const headings = [section.querySelector('h2, h3'), section.querySelector('.panel h3')]
  const title = headings.flatMap((one) => one?.textContent ?? []).join(' · ')
  const drawn = drawingOf(part, title).replaceAll(' style="font:', ' data-font="')
  return {
    title,
    headline: [...document.querySelectorAll('main :is(h1, .also)')].map((one) => one.textContent).join(' '),
    /** Name, middle, range; those of several runs are in the drawing. */
    figures: [...(document.querySelector('main .figures:not(.chart *)')?.children ?? [])].map((one) => [
      one.querySelector('h2')?.textContent ?? '',
      one.querySelector('.value')?.textContent ?? '',
      one.querySelector('.range')?.firstChild?.textContent?.trim() ?? '',
    ]),
    /** An SVG in the colours of the page, which follow the theme and paper. */
    drawing: colours.reduce((so, name) => so.replaceAll(token(name), `var(${name})`), drawn),
    /** What the view rests on, where that is not the run. */
    assumptions: view.value === 'invest' ? spokenAnswer(invest.value?.assumptions ?? []) : null,
    of: sightIsOf(),
  }
}
