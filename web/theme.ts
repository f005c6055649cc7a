import { effect, signal } from '@preact/signals'

export type Theme = 'auto' | 'light' | 'dark'

const stored = localStorage.getItem('theme')

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto')

const systemDark = matchMedia('(prefers-color-scheme: dark)')
export const dark = signal(isDark())

function isDark(): boolean {
  return theme.peek() === 'auto' ? systemDark.matches : theme.peek() === 'dark'
}

effect(() => {
  if (theme.value === 'auto') localStorage.removeItem('theme')
  else localStorage.setItem('theme', theme.value)
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
