import { existsSync } from 'node:fs'
import packaged from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** Where a browser may be installed already, for machines on which the packaged one cannot run. */
const installed = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].filter(
  (path): path is string => path !== undefined && existsSync(path),
)

const quietNetwork = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Contexts see every request themselves unless they ask for the service worker, which fetches the whole page. */
function withoutServiceWorker(browser: Browser): Browser {
  const open = browser.newContext.bind(browser)
  browser.newContext = async (options) => open({ serviceWorkers: 'block', ...options })
  return browser
}

/** A real browser: the one from npm, else an installed one. Fails when there is neither; never skips. */
export async function openBrowser(): Promise<Browser> {
  try {
    const executablePath = await packaged.executablePath()
    return withoutServiceWorker(await chromium.launch({ executablePath, args: quietNetwork, headless: true }))
  } catch (error) {
    const [path] = installed
    if (path === undefined) throw error
    return withoutServiceWorker(
      await chromium.launch({ executablePath: path, args: quietNetwork, headless: true }),
    )
  }
}
