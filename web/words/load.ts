import type { Catalogue, Language, Spoken } from '../spoken.ts'
import { matcher } from './match.ts'
import singular from './singular/others.json'

type Foreign = Exclude<Language, 'en'>
type Load = () => Promise<{ readonly default: Catalogue }>

const ofPage: Readonly<Record<Foreign, Load>> = {
  ko: () => import('./ko.json'),
  de: () => import('./de.json'),
  fr: () => import('./fr.json'),
}
const ofSimulation: Readonly<Record<Foreign, Load>> = {
  ko: () => import('./sim/ko.json'),
  de: () => import('./sim/de.json'),
  fr: () => import('./sim/fr.json'),
}

/** The words of a language: those of the page, and those of the sentences that the simulation makes. */
export async function load(language: Foreign): Promise<Spoken> {
  const [page, simulation] = await Promise.all([ofPage[language](), ofSimulation[language]()])
  const catalogue = { ...countriesIn(language), ...simulation.default, ...page.default }
  return {
    language,
    catalogue,
    singular: singular[language],
    match: matcher(language, catalogue, simulation.default),
  }
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Countries by their English names, as the browser knows them. */
function countriesIn(language: Foreign): Catalogue {
  const [from, to] = ['en', language].map(
    (one) => new Intl.DisplayNames(one, { type: 'region', fallback: 'none' }),
  )
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  return Object.fromEntries(
    codes.flatMap((code) => {
      const [name, said] = [from?.of(code), to?.of(code)]
      return name === undefined || said === undefined ? [] : [[name, said]]
    }),
  )
}
