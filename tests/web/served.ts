import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Running } from '../../server/main.ts'
import { runServer } from '../server/running.ts'
import { openBrowser } from './browser.ts'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** The built page on a server while the tests of a file run, and a browser whose windows end with them. */
export function servedPage() {
  let server: Running | null = null
  let browser: Browser | null = null
  beforeAll(async () => {
    server = await runServer({ PAGE_FOLDER: built })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
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
