import * as parts from 'chart.js'
import { rem } from '../theme.ts'

parts.Chart.register(parts.BarController, parts.LineController, parts.ScatterController, parts.BarElement)
parts.Chart.register(parts.LineElement, parts.PointElement, parts.Filler)
parts.Chart.register(parts.CategoryScale, parts.LinearScale, parts.LogarithmicScale)

/** What all charts have: the letters of the page, the size of their place, and nothing that moves. */
Object.assign(parts.Chart.defaults, { animation: false, maintainAspectRatio: false })
parts.Chart.defaults.font = { size: rem(0.75), family: getComputedStyle(document.documentElement).fontFamily }

export { Chart } from 'chart.js'

/** Of a letter of the axes' words, about. */
const letterPx = 8

/** Words on as many lines as their room asks for. */
export function wrapped(text: string, roomPx: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const [last] = lines.slice(-1)
    const isFull = last === undefined || (last.length + word.length) * letterPx >= roomPx
    return isFull ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
}
