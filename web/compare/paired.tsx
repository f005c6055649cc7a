import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PairedDifference } from '../../sim/index.ts'
import { count, span } from '../format.ts'
import { colon } from '../language.ts'
import { signed } from '../more/difference.ts'
import { changesOf } from '../more/keys.tsx'
import { moreWords as words } from '../more/words.ts'
import { lose } from '../parts/later.tsx'
import { RangeBar } from '../plan/range-bar.tsx'
import { Table } from '../parts/table.tsx'
import { fromFragment } from '../state/address.ts'
import { inputOf } from '../state/state.ts'
import { simulation } from '../worker/simulation.ts'

const kinds = {
  wallClockDays: 'time',
  calendarDays: 'time',
  gpuHours: 'money',
  cost: 'money',
  energyMwh: 'energy',
  carbonT: 'carbon',
} as const

/** Two pinned runs in the same futures: what was asked otherwise, and the difference of each total with its own range. */
export function Paired({
  first,
  second,
  currency,
}: Readonly<Record<'first' | 'second' | 'currency', string>>) {
  const found = useSignal<readonly PairedDifference[]>([])
  const [before, after] = [fromFragment(first), fromFragment(second)]
  useEffect(() => {
    simulation.difference(inputOf(before), inputOf(after)).then((answered) => {
      if (answered.status === 'answer') found.value = answered.value
    }, lose)
  }, [first, second])
  return (
    <>
      <p>
        {words.paired.changed}
        {colon()}
        {changesOf(before, after).map(({ label, from, to }) => (
          <span key={label}>
            {label} {from} → <mark>{to}</mark>{' '}
          </span>
        ))}
      </p>
      {found.value.length > 0 && (
        <Table
          columns={words.paired.columns}
          rows={found.value.map(({ total, difference, difference: { p10, p50, p90 }, moreShare }) => [
            `${words.paired.rows[total]}${total === 'cost' ? `, ${currency}` : ''}`,
            signed(p50),
            <span class={kinds[total]}>
              <RangeBar range={difference} least={Math.min(0, p10)} most={Math.max(0, p90)} />
            </span>,
            span(signed(p10), signed(p90)),
            count(1000 * moreShare),
          ])}
        />
      )}
    </>
  )
}
