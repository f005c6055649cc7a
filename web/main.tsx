import { render } from 'preact'
import { Page } from './page.tsx'
import { lose } from './parts/lost.tsx'
import { busy, startUp } from './state/state.ts'
import { startSpeaking } from './state/tongue.ts'

const root = document.getElementById('app')
void startUp()
void startSpeaking().then(() => {
  if (root !== null) render(<Page />, root)
})

/** The page is kept for times without a connection once it has answered. */
const stop = busy.subscribe((isBusy) => {
  if (isBusy) return
  stop()
  import('./offline/offline.tsx').then(({ keepOffline }) => {
    keepOffline()
  }, lose)
})
