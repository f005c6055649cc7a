import { asId } from '../../../base/nearest.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { isControl, quoted } from '../../../base/shown.ts'
import { readBounded, readWhole } from '../../../base/quantity.ts'
import { GIGA, TERA } from '../../../base/units.ts'
import { findAccelerator, nearestAccelerators } from '../../../catalogue/accelerators.ts'
import type { Accelerator } from '../../../catalogue/types.ts'
import type { AcceleratorFields } from './shapes.ts'

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

/** An accelerator by name, or one of the user's own by its figures. */
export function readAccelerator(field: string, wish: string | AcceleratorFields): Read<Accelerator> {
  return typeof wish === 'string' ? readAcceleratorName(field, wish) : readOwn(field, wish)
}

const longestName = 100
const usualDomain = 8

/** Figures as a datasheet prints them: dense rates, memory in GB, both directions of the links together. */
function readOwn(field: string, fields: AcceleratorFields): Read<Accelerator> {
  const needed = (name: 'bf16Tflops' | 'memoryGB' | 'memoryGBs', most: number) =>
    readBounded(`${field}.${name}`, fields[name], [0.01, most])
  const open = (name: 'fp8Tflops' | 'fp4Tflops' | 'scaleUpGBs' | 'scaleOutGBs' | 'tdpW', most: number) => {
    const value = fields[name] ?? null
    return value === null ? accept(null) : readBounded(`${field}.${name}`, value, [0.01, most])
  }
  const read = readAll({
    name: readName(`${field}.name`, fields.name),
    bf16Tflops: needed('bf16Tflops', 1e6),
    memoryGB: needed('memoryGB', 1e6),
    memoryGBs: needed('memoryGBs', 1e7),
    fp8Tflops: open('fp8Tflops', 1e6),
    fp4Tflops: open('fp4Tflops', 1e6),
    scaleUpGBs: open('scaleUpGBs', 1e6),
    scaleOutGBs: open('scaleOutGBs', 1e5),
    tdpW: open('tdpW', 1e5),
    order: readOrder(field, fields),
    domain: readWhole(`${field}.gpusPerDomain`, fields.gpusPerDomain ?? usualDomain, [1, 1e5]),
  })
  return read.ok ? accept(ownAccelerator(read.value)) : read
}

type Figures = {
  readonly name: string
  readonly bf16Tflops: number
  readonly fp8Tflops: number | null
  readonly fp4Tflops: number | null
  readonly memoryGB: number
  readonly memoryGBs: number
  readonly scaleUpGBs: number | null
  readonly scaleOutGBs: number | null
  readonly domain: number
  readonly tdpW: number | null
}

function readName(field: string, name: string): Read<string> {
  const isPlain = name.trim() !== '' && name.length <= longestName && !Array.from(name).some(isControl)
  return isPlain
    ? accept(name.trim())
    : refuse(field, `${quoted(name)} is no name; give 1 to ${String(longestName)} letters on one line`)
}

/** Narrower formats are never slower: a lower figure is one in the wrong place or of another unit. */
function readOrder(
  field: string,
  { bf16Tflops, fp8Tflops = null, fp4Tflops = null }: AcceleratorFields,
): Read<null> {
  const slower = (name: string, value: number | null, than: number) =>
    value !== null && value < than
      ? [
          {
            field: `${field}.${name}`,
            message: `${String(value)} is below the wider format's ${String(than)}`,
          },
        ]
      : []
  const problems: readonly Problem[] = [
    ...slower('fp8Tflops', fp8Tflops, bf16Tflops),
    ...slower('fp4Tflops', fp4Tflops, fp8Tflops ?? bf16Tflops),
  ]
  return problems.length > 0 ? { ok: false, problems } : accept(null)
}

/** Its id is no other's, so that no price, power or run of the catalogue is taken for one of this part. */
function ownAccelerator(figures: Figures): Accelerator {
  const times = (value: number | null, unit: number) => (value === null ? null : value * unit)
  return {
    id: findAccelerator(figures.name) === null ? asId(figures.name) : `${asId(figures.name)}-own`,
    name: figures.name,
    vendor: '',
    aliases: [],
    launchYear: 0,
    bf16FlopsPerS: figures.bf16Tflops * TERA,
    fp8FlopsPerS: times(figures.fp8Tflops, TERA),
    fp4FlopsPerS: times(figures.fp4Tflops, TERA),
    measuredMatmulFlopsPerS: null,
    memoryBytes: figures.memoryGB * GIGA,
    memoryBytesPerS: figures.memoryGBs * GIGA,
    tdpW: figures.tdpW,
    scaleUpBytesPerS: times(figures.scaleUpGBs, GIGA),
    scaleUpAccelerators: figures.domain,
    scaleOutBytesPerS: times(figures.scaleOutGBs, GIGA),
    embodiedKgCo2e: null,
    note: 'given by its figures',
  }
}
