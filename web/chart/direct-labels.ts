import type { Plugin } from 'chart.js'
import { chartFont } from '../theme.ts'

/** Names each line at its right end, in its own colour, in place of a legend. */
export const directLabels: Plugin = {
  id: 'directLabels',
  afterDatasetsDraw(chart) {
    const named = chart.data.datasets.flatMap(({ label, borderColor }, index) => {
      const end = chart.getDatasetMeta(index).data.at(-1)
      return end === undefined || label === undefined || label === ''
        ? []
        : [{ label, color: String(borderColor), x: end.x, y: end.y }]
    })
    let above = Infinity
    for (const { label, color, x, y } of named.sort((a, b) => b.y - a.y)) {
      above = Math.min(y, above - labelHeight)
      chart.ctx.save()
      chart.ctx.font = chartFont()
      chart.ctx.fillStyle = color
      chart.ctx.textBaseline = 'middle'
      chart.ctx.fillText(label, x + 8, above)
      chart.ctx.restore()
    }
  },
}

const labelHeight = 15
