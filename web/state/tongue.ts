import { computed, effect } from '@preact/signals'
import { firstSpoken, languages, speak, spoken } from '../language.ts'
import type { Language } from '../spoken.ts'
import { lose } from '../parts/later.tsx'
import { kept, keep } from './kept.ts'
import { fields, set } from './state.ts'

/** The language of the link, else the one chosen last, else the browser's own. */
const asked = computed((): Language => {
  const chosen = fields.value['lang'] ?? kept('language')
  return languages.find((one) => one === chosen) ?? firstSpoken(navigator.languages)
})

/** Chosen by hand: it goes with the link and is remembered. */
export function chooseLanguage(language: Language): void {
  keep('language', language)
  set('lang', language, 'push')
}

/** Resolves when the first words are there; then follows the choice. */
export async function startSpeaking(): Promise<void> {
  effect(() => {
    document.documentElement.lang = spoken.value.language
  })
  await speak(asked.value).catch(lose)
  asked.subscribe((language) => void speak(language).catch(lose))
}
