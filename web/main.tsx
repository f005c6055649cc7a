import { render } from 'preact'
import { Page } from './page.tsx'
import { startUp } from './state/state.ts'
import { startSpeaking } from './state/tongue.ts'

const root = document.getElementById('app')
void startUp()
void startSpeaking().then(() => {
  if (root !== null) render(<Page />, root)
})
