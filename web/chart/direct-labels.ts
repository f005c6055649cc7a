import type { Plugin } from 'chart.js'
import { chartFont, rem, token } from '../theme.ts'

/** Names each line at its right end, in its own colour, in place of a legend; none is cut: it goes over the drawing. */
export const directLabels: Plugin = {
  id: 'directLabels',
  afterDatasetsDraw(chart) {
    const { ctx, data, width } = chart
    const labelHeight = rem(0.95)
    ctx.save()
    Object.assign(ctx, {
      font: chartFont(),
      textBaseline: 'middle',
      strokeStyle: token('--paper'),
      lineWidth: 4,
    })
    const named = data.datasets.flatMap(({ label, borderColor }, index) => {
      const [end, before = end] = chart.getDatasetMeta(index).data.slice(-2).reverse()
      if (end === undefined || before === undefined || label === undefined || label === '') return []
      const left = Math.min(end.x + 8, width - ctx.measureText(label).width - 4)
      // Over the drawing it is on the side from which its line does not come.
      const aside = left >= end.x ? 0 : before.y < end.y ? labelHeight : -labelHeight
      return [{ label, color: String(borderColor), left, y: end.y + aside }]
    })
    let above = chart.chartArea.bottom + labelHeight / 2
    for (const { label, color, left, y } of named.sort((a, b) => b.y - a.y)) {
      above = Math.min(y, above - labelHeight)
      ctx.fillStyle = color
      ctx.strokeText(label, left, above)
      ctx.fillText(label, left, above)
    }
    ctx.restore()
  },
}
