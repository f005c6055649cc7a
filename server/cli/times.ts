import { figure } from './table.ts'

const secondsPerHour = 3600

export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** Seconds below an hour, else hours. */
export function hours(seconds: number | null): string {
  if (seconds === null) return '-'
  return Math.abs(seconds) < secondsPerHour ? `${figure(seconds)} s` : `${figure(seconds / secondsPerHour)} h`
}
