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

/** What a page is waited for at most: enough for a machine that is slow and busy. */
const patienceMs = 120_000

/** Contexts see every request themselves unless they ask for the service worker, which fetches the whole page. */
function withoutServiceWorker(browser: Browser): Browser {
  const open = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await open({ serviceWorkers: 'block', ...options })
    context.setDefaultTimeout(patienceMs)
    return context
  }
  return browser
}

/** A real browser: the one from npm, else an installed one. Fails when there is neither; never skips. */
async function launch(): Promise<Browser> {
  const start = async (executablePath: string) =>
    withoutServiceWorker(await chromium.launch({ executablePath, args: quietNetwork, headless: true }))
  try {
    return await start(await packaged.executablePath())
  } catch (error) {
    const [path] = installed
    if (path === undefined) throw error
    return start(path)
  }
}

let running: Promise<Browser> | null = null

/** The browser of this process, started when it is first asked for or when it is gone; it ends with the process. */
export async function openBrowser(): Promise<Browser> {
  if (running !== null && !(await running).isConnected()) running = null
  running ??= launch()
  return running
}
