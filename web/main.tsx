import { render } from 'preact'
import { Page } from './page.tsx'
import { startUp } from './state/state.ts'

const root = document.getElementById('app')
if (root !== null) render(<Page />, root)
void startUp()
