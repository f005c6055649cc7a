import { signal } from '@preact/signals'
import { render } from 'preact'
import { translated } from '../language.ts'
import plain from '../words/plain/offline.json'

const words = translated(plain)

const isOffline = signal(false)
/** Whether all of the page is kept. */
const isKept = signal(false)
const isNewer = signal(false)

/** Keeps the page for times without a connection, where the browser can, and says when there is none. */
export function keepOffline(): void {
  addEventListener('offline', () => (isOffline.value = true))
  addEventListener('online', () => void look())
  void look()
  const place = document.getElementById('connection')
  if (place !== null) render(<Connection />, place)
  if ('serviceWorker' in navigator) keep(navigator.serviceWorker)
}

/** Whether the server is there: a browser is 'online' in a network of which the server is no part. */
async function look(): Promise<void> {
  isOffline.value = await fetch('./', { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status >= serverGone || !navigator.onLine,
    () => true,
  )
}

/** Answers of what stands before a server that is not there. */
const serverGone = 502

function keep(worker: ServiceWorkerContainer): void {
  let had = worker.controller !== null
  isKept.value = had
  worker.addEventListener('controllerchange', () => {
    isNewer.value = had
    isKept.value = true
    had = true
  })
  // Refused, such as by a private window, the page only needs its connection.
  worker.register(new URL('./sw.js', document.baseURI)).catch(() => undefined)
}

function Connection() {
  if (isOffline.value) return <Notice text={isKept.value ? words.whole : words.part} />
  if (!isNewer.value) return null
  return (
    <Notice text={words.newer}>
      <button type="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </Notice>
  )
}

function Notice({ text, children }: { readonly text: string; readonly children?: preact.ComponentChildren }) {
  return (
    <p class="trouble notice" role="status">
      {text} {children}
    </p>
  )
}
