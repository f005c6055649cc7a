import * as z from 'zod/mini'
import { asId } from '../../../base/nearest.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { isControl, quoted } from '../../../base/shown.ts'
import { GIGA, TERA } from '../../../base/units.ts'
import { findAccelerator, nearestAccelerators } from '../../../catalogue/accelerators.ts'
import type { Accelerator } from '../../../catalogue/types.ts'
import { wholeWithin, within, word } from '../../asking/readers.ts'

/** An accelerator of the catalogue by any of its names, or the names of its family. */
export function readAcceleratorName(field: string, name: string): Read<Accelerator> {
  const accelerator = findAccelerator(name)
  if (accelerator !== null) return accept(accelerator)
  const near = nearestAccelerators(name).join(', ')
  return refuse(
    field,
    `${quoted(name)} is not in the catalogue; the nearest are ${near}; or give its figures in place of a name: {"name": …, "bf16Tflops": …, "memoryGB": …, "memoryGBs": …}`,
  )
}

/** An accelerator by name, or one of the user's own, which its schema has read. */
export function readAccelerator(field: string, wish: string | Accelerator): Read<Accelerator> {
  return typeof wish === 'string' ? readAcceleratorName(field, wish) : accept(wish)
}

const longestName = 100
/** Of a part whose domain nobody says. */
export const usualDomain = 8

const name = word.check(
  z.refine((said) => said.trim() !== '' && said.length <= longestName && !Array.from(said).some(isControl), {
    error: ({ input }) =>
      `${quoted(String(input))} is no name; give 1 to ${String(longestName)} letters on one line`,
  }),
)
const open = (most: number) => z._default(z.nullable(within(0.01, most)), null)

const figures = z.strictObject({
  name,
  bf16Tflops: within(0.01, 1e6),
  fp8Tflops: open(1e6),
  fp4Tflops: open(1e6),
  memoryGB: within(0.01, 1e6),
  memoryGBs: within(0.01, 1e7),
  scaleUpGBs: open(1e6),
  scaleOutGBs: open(1e5),
  gpusPerDomain: z._default(z.nullable(wholeWithin(1, 1e5)), null),
  tdpW: open(1e5),
})
type Figures = z.output<typeof figures>

/** Narrower formats are never slower: a lower figure is one in the wrong place or of another unit. */
const inOrder = z.check<Figures>(({ value, issues }) => {
  const { bf16Tflops, fp8Tflops } = value
  const faster = (field: 'fp8Tflops' | 'fp4Tflops', than: number) => {
    const said = value[field]
    if (said === null || said >= than) return
    const message = `${String(said)} is below the wider format's ${String(than)}`
    issues.push({ code: 'custom', input: value, path: [field], message })
  }
  faster('fp8Tflops', bf16Tflops)
  faster('fp4Tflops', fp8Tflops ?? bf16Tflops)
})

/** An accelerator of the user's own, by what its datasheet prints: dense rates, links both directions together. */
export const acceleratorFields = z.pipe(figures.check(inOrder), z.transform(ownAccelerator))

/** Its id is no other's, so that no price, power or run of the catalogue is taken for one of this part. */
function ownAccelerator(said: Figures): Accelerator {
  const named = said.name.trim()
  const times = (value: number | null, unit: number) => (value === null ? null : value * unit)
  return {
    id: findAccelerator(named) === null ? asId(named) : `${asId(named)}-own`,
    name: named,
    vendor: '',
    aliases: [],
    launchYear: 0,
    bf16FlopsPerS: said.bf16Tflops * TERA,
    fp8FlopsPerS: times(said.fp8Tflops, TERA),
    fp4FlopsPerS: times(said.fp4Tflops, TERA),
    measuredMatmulFlopsPerS: null,
    memoryBytes: said.memoryGB * GIGA,
    memoryBytesPerS: said.memoryGBs * GIGA,
    tdpW: said.tdpW,
    scaleUpBytesPerS: times(said.scaleUpGBs, GIGA),
    scaleUpAccelerators: said.gpusPerDomain ?? usualDomain,
    scaleOutBytesPerS: times(said.scaleOutGBs, GIGA),
    embodiedKgCo2e: null,
    note: 'given by its figures',
  }
}
