/** What a service worker has beyond a page: the library of TypeScript that declares it excludes that of a page. */
type Extendable = Event & { readonly waitUntil: (work: Promise<unknown>) => void }
type Fetching = Extendable & {
  readonly request: Request
  readonly respondWith: (response: Promise<Response>) => void
}

declare global {
  interface WindowEventMap {
    readonly install: Extendable
    readonly activate: Extendable
    readonly fetch: Fetching
  }
  function skipWaiting(): Promise<void>
  const clients: { readonly claim: () => Promise<void> }
}

export {}
