import { say } from '../language.ts'
import { Dialog } from '../parts/dialog.tsx'
import { fromFragment, type Fields } from '../state/address.ts'
import { beside, stepsTaken } from '../state/past.ts'
import { isOwn } from '../state/said.ts'
import { changedNames } from '../state/slide.ts'
import { change, known } from '../state/state.ts'
import { words as all } from '../words.ts'
import { compareWords as compare } from '../words/compare.ts'
import { investWords as invest } from '../words/invest.ts'
import { tradeoffWords as tradeoffs } from '../words/tradeoffs.ts'
import { queueWords } from '../queue/words/words.ts'
import { moreWords as words } from './words.ts'

/** The keys that the page listens to, and every step that was taken, each with the way back to before it. */
export function Keys({ onClose }: { readonly onClose: () => void }) {
  const taken = stepsTaken().map(fromFragment)
  const now = fromFragment(location.hash)
  const steps = taken.map((before, step) => ({ step, before, after: taken[step + 1] ?? now }))
  return (
    <Dialog title={words.keys} onClose={onClose}>
      <dl class="assumptions">
        {Object.entries(words.listened).map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h4>{words.steps}</h4>
      {steps.length === 0 && <p class="quiet">{words.none}</p>}
      <ol reversed>
        {steps.reverse().map(({ step, before, after }) => (
          <li key={step}>
            {changesOf(before, after)
              .map(({ label, from, to }) => `${label}: ${from} → ${to}`)
              .join('; ') || words.opened}{' '}
            <button type="button" class="link" onClick={() => goBack(step, before)}>
              {words.back}
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

function goBack(step: number, before: Fields): void {
  beside.bring(step)
  change(before, 'push')
}

/** The names of the controls that are none of the run's. */
function named(): Readonly<Record<string, string>> {
  const { tokensPerDay: served, ...programme } = invest
  const { day: runDay, place: runFirst } = queueWords.run
  const { time: maxTime, cost: maxCost, power: maxPower, carbon: maxCarbon } = tradeoffs.limits
  const { make: objective, finish, confidence } = tradeoffs
  const { case: start, utilisation, horizon, discount, rent, vat, duty } = programme
  const { policy, nodes: machineNodes } = queueWords
  const { workload: log, own: settings } = queueWords
  const own = { runDay, runFirst, policy, machineNodes, log, queueOptions: settings.title }
  const limits = { maxTime, maxCost, maxPower, maxCarbon, objective, finish, confidence }
  const shown = {
    lang: all.language,
    shownIn: words.units,
    ownRate: words.ownRate,
    pins: compare.controls,
    ranges: all.ranges.title,
  }
  return { ...own, ...limits, case: start, utilisation, horizon, discount, rent, vat, duty, served, ...shown }
}

/** The fields in which two runs differ, by the names of their controls. */
export function changesOf(before: Fields, after: Fields) {
  const { models = [], systems = [], grids = [] } = known.value?.choices ?? {}
  const nameOf = (value: string) => [...models, ...systems, ...grids].find(({ id }) => id === value)?.name
  const said = (value = '') =>
    isOwn(value) ? words.printed.own : value === '' ? '–' : (nameOf(value) ?? value.slice(0, 40))
  const names = changedNames(before, after).split(' ')
  return names.flatMap((name) => {
    const label =
      say(known.value?.knobs.find(({ id }) => id === name)?.label ?? '') || (named()[name] ?? name)
    return name === '' ? [] : [{ label, from: said(before[name]), to: said(after[name]) }]
  })
}
