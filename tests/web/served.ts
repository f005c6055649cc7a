import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Running } from '../../server/main.ts'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** The built page on a server, and a browser, while the tests of a file run. */
export function servedPage() {
  let server: Running | null = null
  let browser: Browser | null = null
  beforeAll(async () => {
    server = await runServer({ PAGE_FOLDER: built })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  return {
    get url() {
      return there(server).url
    },
    get browser() {
      return there(browser)
    },
  }
}

function there<T>(what: T | null): T {
  if (what === null) throw new Error('asked for before the tests run')
  return what
}
