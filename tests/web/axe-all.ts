/**
 * `node tests/run-ts.js tests/web/axe-all.ts [view]`: every view of the built page in four languages, every fold open, by axe in
 * both themes, and laid out at five widths. Prints each fault; ends with 1 where there is one. `npm test` keeps a sample of it.
 */
import { fileURLToPath } from 'node:url'
import { languages } from '../../web/language.ts'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'
import { faultsAtWidths, faultsInThemes, openUnfolded, viewNames } from './everywhere.ts'

const only = process.argv[2]
const server = await runServer({ PAGE_FOLDER: fileURLToPath(new URL('../../dist/web', import.meta.url)) })
const browser = await openBrowser()
let [places, faulty] = [0, 0]
for (const view of viewNames.filter((name) => only === undefined || name === only))
  for (const language of languages) {
    const page = await openUnfolded({ browser, url: server.url }, { view, language })
    const folds = await page.locator('details[open]').count()
    const [axe, layout] = [await faultsInThemes(page), await faultsAtWidths(page)]
    places += 1
    faulty += axe.length + layout.length
    const counts = `axe ${String(axe.length)}, layout ${String(layout.length)} faults`
    const head = `${counts}: ${view} in ${language}, ${String(folds)} folds open`
    process.stdout.write([head, ...axe, ...layout].join('\n    ') + '\n')
    await page.context().close()
  }
const whole = `${String(places)} places, each in 2 themes by axe and at 5 widths laid out`
process.stdout.write(`${String(faulty)} faults in ${whole}\n`)
process.exitCode = faulty === 0 ? 0 : 1
await browser.close()
await server.stop()
