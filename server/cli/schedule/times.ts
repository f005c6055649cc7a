import { figure } from '../writing/table.ts'

const secondsPerHour = 3600

/** Seconds below an hour, else hours. */
export function hours(seconds: number | null): string {
  if (seconds === null) return '-'
  return Math.abs(seconds) < secondsPerHour ? `${figure(seconds)} s` : `${figure(seconds / secondsPerHour)} h`
}
