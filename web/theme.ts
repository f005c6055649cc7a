import { effect, signal } from '@preact/signals'

export type Theme = 'auto' | 'light' | 'dark'

/** What the browser keeps of the theme; nothing where it keeps nothing, as with all cookies blocked. */
function kept(): string | null {
  try {
    return localStorage.getItem('theme')
  } catch {
    return null
  }
}

function keep(chosen: Theme): void {
  try {
    if (chosen === 'auto') localStorage.removeItem('theme')
    else localStorage.setItem('theme', chosen)
  } catch {
    // The theme then lasts as long as the page.
  }
}

const stored = kept()

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto')

const systemDark = matchMedia('(prefers-color-scheme: dark)')
export const dark = signal(isDark())

function isDark(): boolean {
  return theme.peek() === 'auto' ? systemDark.matches : theme.peek() === 'dark'
}

effect(() => {
  keep(theme.value)
  document.documentElement.dataset['theme'] = theme.value
  dark.value = isDark()
})

systemDark.addEventListener('change', () => {
  dark.value = isDark()
})

/** A colour of the page as it is now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Pixels of so many times the page's letters: charts grow with the words around them. */
export function rem(times: number): number {
  return times * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/** The font of a chart's own words. */
export function chartFont(): string {
  return `600 ${String(rem(0.8125))}px system-ui, sans-serif`
}
