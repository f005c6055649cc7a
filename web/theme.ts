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

/** A colour of the page as it is now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Pixels of so many times the page's letters: charts grow with the words around them. */
export function rem(times: number): number {
  return times * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

export function chartFont(): string {
  return `600 ${String(rem(0.8125))}px system-ui, sans-serif`
}
