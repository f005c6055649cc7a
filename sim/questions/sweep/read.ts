import { accept, distinctProblems, readItems, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { nestsTooDeep } from '../../base/json.ts'
import { canonical, fingerprint } from '../../base/fingerprint.ts'
import { notAField } from '../../base/nearest.ts'
import { problemsOf } from '../asking/problems.ts'
import { readEstimate } from '../estimate/input.ts'
import { version } from '../../base/version.ts'
import { labelOf, valuesOf, type Axis } from './axis.ts'
import type { AxisLabels } from './answer.ts'
import type { SweepGrid, List, SweepPlan } from './plan.ts'
import {
  axesFields,
  fieldOrder,
  isField,
  listSchema,
  spannedBy,
  sweepWords,
  type Field,
  type AxisSpan,
} from './input.ts'

export type SweepReading = {
  /** More points are refused. */
  readonly mostPoints: number
  /** What a field's value stands for: the content of the file that it names, where files can be read. */
  readonly resolve: (field: string, value: unknown) => Read<unknown>
}

type Json = { readonly [field: string]: unknown }

/**
 * Reads a sweep, or says everything that is wrong with it as a whole. What is wrong with one point is told by that
 * point; what is wrong with the base would be told by all, and is refused here.
 */
export function readSweep(raw: unknown, reading: SweepReading): Read<SweepPlan> {
  if (nestsTooDeep(raw)) return refuse('input', `nests too deep; ${wanted}`)
  const isList = Array.isArray(raw) || (typeof raw === 'object' && raw !== null && 'estimates' in raw)
  return isList ? readList(Array.isArray(raw) ? { estimates: raw } : raw, reading) : readGrid(raw, reading)
}

function readGrid(raw: unknown, { mostPoints, resolve }: SweepReading): Read<SweepPlan> {
  if (!isObject(raw)) return refuse('input', wanted)
  const { base: saidBase = {}, axes: saidAxes = {}, ...others } = raw
  const base = isObject(saidBase) ? resolved(saidBase, { at: 'base', resolve }) : refuse('base', notObject)
  const axes = isObject(saidAxes) ? readAxes(saidAxes, resolve) : refuse('axes', notObject)
  const problems = [
    ...Object.keys(others).map(misplaced),
    ...(base.ok ? baseProblems(base.value, Object.keys(Object(saidAxes))) : base.problems),
    ...(axes.ok ? [] : axes.problems),
  ]
  if (!base.ok || !axes.ok || problems.length > 0) return { ok: false, problems: distinctProblems(problems) }
  const points: SweepGrid = { kind: 'grid', base: base.value, axes: axes.value }
  const count = axes.value.reduce((product, { values }) => product * values.length, 1)
  const names = axes.value.map(({ name }) => name)
  return tooMany('axes', count, mostPoints) ?? accept(planOf(points, count, names))
}

const wanted =
  'has to be { "base": {…}, "axes": {…} }, { "estimates": […] } or a list of estimates, each with the fields of an estimate'
const notObject = 'has to be an object with the fields of an estimate'

function misplaced(name: string): Problem {
  const hint = isField(name)
    ? 'belongs into "base", or as a list into "axes"'
    : notAField(name, Object.keys(sweepWords))
  return { field: name, message: hint }
}

type Issue = {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly keys?: readonly string[]
}

/** Unknown names with what was probably meant; else what an axis holds. */
function axisProblems({ code, path, keys = [] }: Issue): readonly Problem[] {
  if (code === 'unrecognized_keys' && path.length === 0)
    return keys.map((name) => ({ field: `axes.${name}`, message: notAField(name, fieldOrder) }))
  const name = String(path[0])
  const span =
    isField(name) && spannedBy(name) !== null
      ? ', or { "from": …, "to": …, "steps": …, "scale": "log" or "linear" }'
      : ''
  return [{ field: `axes.${name}`, message: `has to be a list of values${span}` }]
}

/** What is wrong with the base whatever the axes put beside it. */
function baseProblems(base: Json, varied: readonly string[]): readonly Problem[] {
  const read = readEstimate(
    Object.fromEntries(Object.entries(base).filter(([name]) => !varied.includes(name))),
  )
  if (read.ok) return []
  const own = read.problems.filter(({ field }) => !varied.includes(field.split('.')[0] ?? ''))
  return under('base', own).problems
}

function readAxes(raw: Json, resolve: SweepReading['resolve']): Read<readonly Axis[]> {
  const shape = axesFields.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: distinctProblems(shape.error.issues.flatMap(axisProblems)) }
  const reads = fieldOrder.flatMap((name) => {
    const values = shape.data[name]
    return values === undefined ? [] : [readAxis(name, values, resolve)]
  })
  return readItems(reads)
}

function readAxis(
  name: Field,
  said: readonly unknown[] | AxisSpan,
  resolve: SweepReading['resolve'],
): Read<Axis> {
  const values = valuesOf(name, said)
  if (!values.ok) return values
  const labels = values.value.map((value, place) => labelOf(name, value, place))
  const meant = readItems(values.value.map((value) => resolve(name, value)))
  return meant.ok ? accept({ name, values: meant.value, labels }) : under('axes', meant.problems)
}

function readList(raw: unknown, { mostPoints, resolve }: SweepReading): Read<SweepPlan> {
  const shape = listSchema.safeParse(raw)
  if (!shape.success)
    return { ok: false, problems: problemsOf(shape.error.issues, { raw, words: sweepWords }) }
  const said = shape.data.estimates
  if (said.length === 0) return refuse('estimates', 'is an empty list; give one estimate or more')
  const estimates = readItems(
    said.map((one, place) =>
      isObject(one) ? resolved(one, { at: `estimates.${String(place)}`, resolve }) : accept<unknown>(one),
    ),
  )
  if (!estimates.ok) return { ok: false, problems: distinctProblems(estimates.problems) }
  const fields = differing(said)
  const labels = said.map((one, place) => labelsOf(one, place, fields))
  const points: List = { kind: 'list', estimates: estimates.value, labels }
  return tooMany('estimates', said.length, mostPoints) ?? accept(planOf(points, said.length, fields))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function resolved(
  fields: Json,
  { at, resolve }: { readonly at: string } & Pick<SweepReading, 'resolve'>,
): Read<Json> {
  const reads = Object.entries(fields).map(([name, value]) => [name, resolve(name, value)] as const)
  const problems = reads.flatMap(([, read]) => (read.ok ? [] : under(at, read.problems).problems))
  if (problems.length > 0) return { ok: false, problems }
  return accept(Object.fromEntries(reads.flatMap(([name, read]) => (read.ok ? [[name, read.value]] : []))))
}

function under(
  at: string,
  problems: readonly Problem[],
): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: problems.map(({ field, message }) => ({ field: `${at}.${field}`, message })) }
}

/** The fields in which the estimates of a list differ: what a reader needs to know which is which. */
function differing(estimates: readonly unknown[]): readonly Field[] {
  const textOf = (one: unknown, name: Field) =>
    isObject(one) && one[name] !== undefined ? canonical(one[name]) : ''
  const [first] = estimates
  return fieldOrder.filter((name) => estimates.some((one) => textOf(one, name) !== textOf(first, name)))
}

function labelsOf(estimate: unknown, place: number, fields: readonly Field[]): AxisLabels {
  const said = isObject(estimate) ? estimate : {}
  return Object.fromEntries(fields.map((name) => [name, labelOf(name, said[name] ?? null, place)]))
}

/** The command line's limit: some fifty hours of one core, which shards share. */
export const mostAnywhere = 10_000_000

function tooMany(field: string, count: number, most: number) {
  if (count <= most) return null
  return refuse(
    field,
    `make ${count.toLocaleString('en')} points; at most ${most.toLocaleString('en')} are taken here${most < mostAnywhere ? `, ${mostAnywhere.toLocaleString('en')} on the command line` : ''}`,
  )
}

function planOf(points: SweepGrid | List, count: number, fields: readonly Field[]): SweepPlan {
  const defined = points.kind === 'grid' ? points : points.estimates
  return { hash: `s${fingerprint(canonical([version, defined]))}`, count, fields, points }
}
