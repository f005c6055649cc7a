/** What this browser remembers under a name; nothing where it keeps nothing, as with all cookies blocked. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Remembers it; null forgets. Where the browser keeps nothing, it lasts as long as the page. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // Nothing is lost but the memory of it.
  }
}
