import { effect, signal } from '@preact/signals'
import { keep, kept } from './state/kept.ts'

export type Theme = 'auto' | 'light' | 'dark'

const stored = kept('theme')

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto')

const systemDark = matchMedia('(prefers-color-scheme: dark)')
export const dark = signal(isDark())

function isDark(): boolean {
  return theme.peek() === 'auto' ? systemDark.matches : theme.peek() === 'dark'
}

effect(() => {
  keep('theme', theme.value === 'auto' ? null : theme.value)
  document.documentElement.dataset['theme'] = theme.value
  dark.value = isDark()
})

systemDark.addEventListener('change', () => {
  dark.value = isDark()
})

const colours = new Map<string, string>()

/** A colour of the page as it is now: asked of the browser once for each theme, a chart asks for dozens. */
export function token(name: string): string {
  const key = `${name} ${String(isDark())}`
  const known = colours.get(key) ?? ''
  // A view's own colours come with its styles.
  if (known !== '') return known
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  colours.set(key, colour)
  return colour
}

/** Pixels of so many times the page's letters: charts grow with the words around them. */
export function rem(times: number): number {
  return times * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

export function chartFont(): string {
  return `600 ${String(rem(0.8125))}px system-ui, sans-serif`
}
