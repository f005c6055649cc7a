import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { count, short } from '../format.ts'
import { Fold } from '../parts/fold.tsx'
import { Table } from '../parts/table.tsx'
import { queue, timeline } from './state.ts'
import { sizeName } from './words/names.ts'
import { duration } from './words/times.ts'
import { queueWords } from './words/words.ts'
import type { Overview, Trust } from './worker/replaying.ts'

const words = queueWords.recorded

/** The starts of a replay beside those that its log records, and how its past would have been forecast. */
export function Recorded({ shown }: { readonly shown: Overview }) {
  const trust = useSignal<Trust | null>(null)
  // After the charts, which are waited for.
  const isDrawn = timeline.value !== null
  useEffect(() => {
    trust.value = null
    if (!isDrawn) return undefined
    let isOld = false
    void queue()
      .trust()
      .then((told) => {
        if (!isOld) trust.value = told
      })
    return () => (isOld = true)
  }, [shown.answer.hash, isDrawn])
  const against = trust.value?.against ?? null
  if (against === null) return null
  const percent = (fraction: number) => `${short(100 * fraction)}\u00a0%`
  const row = (name: string, one: typeof against | (typeof against.bySize)[number]) => [
    name,
    percent(one.within1minFraction),
    percent(one.within10minFraction),
    percent(one.within60minFraction),
    duration(one.medianErrorS),
    duration(one.meanWaitRecordedS),
    duration(one.meanWaitReplayedS),
    count(one.jobs),
  ]
  const forecast = trust.value?.forecast ?? null
  return (
    <Fold
      id="recorded"
      title={words.finding(percent(against.within10minFraction), duration(against.medianErrorS))}
    >
      {() => (
        <>
          <Table
            columns={words.columns}
            rows={[row(words.all, against), ...against.bySize.map((one) => row(sizeName(one), one))]}
          />
          {forecast !== null && (
            <p class="quiet">
              {words.forecast(
                percent(forecast.coverage80),
                duration(forecast.medianErrorS),
                duration(forecast.medianLimitErrorS),
              )}
            </p>
          )}
        </>
      )}
    </Fold>
  )
}
