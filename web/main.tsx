import { render } from 'preact'
import { Page } from './page.tsx'
import { lose } from './parts/later.tsx'
import { busy, startUp, takeLink } from './state/state.ts'
import { startSpeaking } from './state/tongue.ts'

if (location.pathname.endsWith('/embed')) document.documentElement.classList.add('embedded')
const root = document.getElementById('app')
const linked = takeLink()
void linked.then(startUp)
void Promise.all([linked, startSpeaking()]).then(() => {
  if (root !== null) render(<Page />, root)
})

/** What can wait for the first answer: keys, units, a baseline, and the page kept for times without a connection. */
const stop = busy.subscribe((isBusy) => {
  if (isBusy) return
  stop()
  import('./more/after.tsx').then(({ startAfter }) => {
    startAfter()
  }, lose)
})
