import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

const packed = fileURLToPath(
  new URL('../../node_modules/@sparticuz/chromium/bin/chromium.br', import.meta.url),
)

/**
 * Unpacks the browser from npm where it is not, and tells where it lies. The package itself takes a file that another
 * process is still writing, or has left half written, for a whole one: it unpacks into a folder of this process, which is
 * put in its place as a whole.
 */
async function unpacked(): Promise<string> {
  const place = join(
    tmpdir(),
    `petaplan-chromium-${String(process.getuid?.())}-${String(statSync(packed).size)}`,
  )
  if (!existsSync(place)) {
    const before = process.env['TMPDIR']
    const own = mkdtempSync(`${place}-`)
    process.env['TMPDIR'] = own
    try {
      await packaged.executablePath()
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    }
    try {
      renameSync(own, place)
    } catch {
      // Another process was quicker.
      rmSync(own, { recursive: true })
    }
  }
  return join(place, 'chromium')
}

/** A real browser: the one from npm, else an installed one. Fails when there is neither; never skips. */
async function launch(): Promise<Browser> {
  const start = async (executablePath: string) =>
    withoutServiceWorker(await chromium.launch({ executablePath, args: quietNetwork, headless: true }))
  try {
    return await start(await unpacked())
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
