import { useEffect } from 'preact/hooks'
import type { EstimateAnswer } from '../../sim/index.ts'
import { readReasons, reasons } from '../state/state.ts'

/** The answer with its reasons, kept up to date while it is on the page; null until it is there. */
export function useReasons(): EstimateAnswer | null {
  useEffect(readReasons, [])
  return reasons.value
}
