import { own } from '../../base/nearest.ts'
import { decimalOf } from './table/number.ts'

/** An object of JSON, its fields not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>

export function hasFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The list in a field; empty where there is none. */
export function listIn(fields: Fields, name: string): readonly unknown[] {
  const value: unknown = own(fields, name)
  return Array.isArray(value) ? value : []
}

/** The number in a field, written as such or as digits; null where there is none. */
export function jsonNumberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return null
  return decimalOf(value.trim())
}

/** Text or number as text; '' for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : ''
}
