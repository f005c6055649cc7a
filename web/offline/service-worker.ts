/**
 * The service worker: keeps every file of the page, so that a page loaded once works without a connection, under
 * whatever path it lies. The build puts the files and their fingerprint in place of the two words (vite.config.ts).
 */
import type {} from './worker-events.d.ts'

const files: string = 'FILES_OF_THE_PAGE'
const cacheName = 'petaplan FINGERPRINT_OF_THE_PAGE'
const serverGone = 502
/** The cache of the version before stays for pages of it that are still open. */
const cachesKept = 2

const page = new URL('./', location.href)
const kept = files.split(' ').map((file) => new URL(file, page).href)

const reference = ['docs', 'docs.css', 'api/v1/openapi.json'].map((file) => new URL(file, page).href)

addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(cacheName)
    // The page itself has no fingerprint in its name: it must not come from the browser's own cache.
    await cache.addAll(kept.map((url) => (url === page.href ? new Request(url, { cache: 'reload' }) : url)))
    // The reference of the API stands where a server answers; a folder of files has none.
    await Promise.allSettled(reference.map((url) => cache.add(new Request(url, { cache: 'reload' }))))
    await skipWaiting()
  }
  event.waitUntil(fill())
})

addEventListener('activate', (event) => {
  const takeOver = async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith('petaplan '))
    const old = ours.filter((name) => name !== cacheName).slice(0, -(cachesKept - 1))
    await Promise.all(old.map((name) => caches.delete(name)))
    await clients.claim()
  }
  event.waitUntil(takeOver())
})

addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const { origin, pathname } = new URL(request.url)
  const plain = origin + pathname
  if (request.mode === 'navigate') event.respondWith(navigated(request, plain))
  else if (reference.includes(plain)) event.respondWith(newest(request, plain))
  else if (kept.includes(plain) || plain.startsWith(new URL('assets/', page).href))
    event.respondWith(fromCache(request, plain))
})

/** Files have fingerprints in their names: what is kept is right. */
async function fromCache(request: Request, plain: string): Promise<Response> {
  return (await caches.match(plain, { ignoreVary: true })) ?? fetch(request)
}

/** As the server has it, else as it was kept. */
async function newest(request: Request, plain: string): Promise<Response> {
  return fetch(request).catch(
    async () => (await caches.match(plain, { ignoreVary: true })) ?? Response.error(),
  )
}

/** The newest page where there is a connection, else the one that is kept; most other pages of the server are not. */
async function navigated(request: Request, plain: string): Promise<Response> {
  const kept = plain === `${page.href}index.html` ? page.href : plain
  const old = await caches.match(kept, { ignoreVary: true })
  try {
    const response = await fetch(request)
    // What stands between may answer for a server that is not there.
    return response.status < serverGone ? response : (old ?? response)
  } catch {
    return old ?? notHere()
  }
}

function notHere(): Response {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>No connection</title><h1>This page needs a connection</h1><p><a href="${page.href}">The plan works without one.</a></p>`
  return new Response(html, { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
