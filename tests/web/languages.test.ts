import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { firstSpoken, languages, say, speak, t, translated } from '../../web/language.ts'
import { count, short } from '../../web/format.ts'
import { leavesOf, lessonTexts, literalsOfPage, textsOfSimulation } from './sentences.ts'
import { servedPage } from './served.ts'

const foreign = languages.filter((one) => one !== 'en')
const catalogue = (name: string) => {
  const table: Readonly<Record<string, string>> = JSON.parse(readFileSync(`web/words/${name}.json`, 'utf8'))
  return new Map(Object.entries(table))
}
const words = Object.fromEntries(foreign.map((language) => [language, catalogue(language)]))

/** Names, units and examples: the same in every language. */
const names =
  'Petaplan|API|PUE|MFU|HFU|ZeRO|MWh|MW|CSV|JSON|PNG|SVG|bf16|fp8|t CO₂e|Petaplan {0}, {1}.|mfu=0.28 to 0.36|tp=4,pp=8,mbs=1,gbs=1024|EuroHPC AI Factory|CSCS|NAIRR|ARCHER2|INCITE|eurohpc-ai-factory|cscs|nairr|archer2|incite'.split(
    '|',
  )
const isName = (text: string) =>
  names.includes(text) || !/\p{L}/u.test(text) || /^(\{ "|, \{0\} MW|iteration 12)/.test(text)
/** Words that are written alike in two languages. */
const alike: Readonly<Record<string, readonly string[]>> = {
  ko: [],
  de: 'Plan|Training|Checkpoints|Name|Chips|Attention|Logits|Budgets|Budget|Jobs|Job|min'.split('|'),
  fr: 'Plan|Source|Dense|{0} minutes|Sources|1 / utilisation|1 / goodput|Maintenance|Attention|Gradients|Activations|Logits|Budgets|Budget|minutes|maintenance|min|points|goodput|interruption'.split(
    '|',
  ),
}

const alikeInSim: Readonly<Record<string, readonly string[]>> = {
  ko: [],
  de: ['in'],
  fr: ['tokens', 'Interruptions', 'Machine', 'Question, 10 minutes.'],
}

// Other files of this process read the page's words too.
afterAll(() => speak('en'))

const { said, unsaid } = literalsOfPage()
const keys = [...new Set(said.map(({ text }) => text))].filter((text) => !isName(text))
const places = (text: string) => text.match(/\{\d+\}/g)?.sort() ?? []

describe('the words of the page', () => {
  it('stand in its catalogues: no visible text goes round them', () => {
    expect(unsaid.filter(({ text }) => !isName(text))).toEqual([])
  })

  it.each(foreign)('are all there in %s, none unused, with the same values in each sentence', (language) => {
    const catalogue = words[language] ?? new Map<string, string>()
    expect(keys.filter((key) => !catalogue.has(key))).toEqual([])
    expect([...catalogue.keys()].filter((key) => !keys.includes(key))).toEqual([])
    for (const [key, sentence] of catalogue) expect([key, places(sentence)]).toEqual([key, places(key)])
  })

  it.each(foreign)('are in %s, not in English', (language) => {
    const same = [...(words[language] ?? [])].filter(([key, sentence]) => key === sentence)
    expect(same.map(([key]) => key).filter((key) => /\p{L}{2}/u.test(key.replaceAll('p10', '')))).toEqual(
      alike[language],
    )
  })

  it('are read when they are shown, with the numbers of the language', async () => {
    const own = translated({ close: 'Close', deep: { list: ['Nodes'] } })
    await speak('de')
    expect([own.close, own.deep.list[0], t`${'61'} to ${'94'}`]).toEqual(['Schließen', 'Knoten', '61 bis 94'])
    expect([count(4096), short(6.14e6), short(0.812)]).toEqual(['4.096', '6,14\u00a0Mio.', '0,812'])
    await speak('ko')
    expect([own.close, short(15e12), short(7.0e10)]).toEqual(['닫기', '15조', '700억'])
    await speak('en')
    expect([own.close, t`${'61'} to ${'94'}`, count(4096)]).toEqual(['Close', '61 to 94', '4,096'])
  })

  it('are those of the first language that the page speaks', () => {
    expect([firstSpoken(['it-CH', 'de-CH', 'en']), firstSpoken(['ja']), firstSpoken(['FR'])]).toEqual([
      'de',
      'en',
      'fr',
    ])
  })
})

describe('the sentences of the simulation', () => {
  it('have templates that it makes, each with its values and in other words', () => {
    const { made, data } = textsOfSimulation()
    for (const language of foreign) {
      const sentences = catalogue(`sim/${language}`)
      expect([...sentences.keys()].filter((key) => !made.has(key) && !data.includes(key))).toEqual([])
      expect([...sentences.keys()].sort()).toEqual([...catalogue('sim/ko').keys()].sort())
      for (const [key, sentence] of sentences) expect([key, places(sentence)]).toEqual([key, places(key)])
      const same = [...sentences].flatMap(([key, sentence]) => (key === sentence ? [key] : []))
      expect(same).toEqual(alikeInSim[language])
    }
  })

  it.each(foreign)('are whole in %s wherever a lesson speaks', (language) => {
    const known = new Set([...catalogue(language).keys(), ...catalogue(`sim/${language}`).keys()])
    const names = /^(MFU.*|DeepSeek LLM|10\^18 FLOP|FLOP|TFLOP\/s|PUE|USD|CHF|MWh|MW|GB|min|[a-zA-Z%]?)$/
    expect(leavesOf(lessonTexts()).filter((text) => !known.has(text) && !names.test(text))).toEqual([])
  })

  it('are in the language with their values, or stay English as a whole', async () => {
    await speak('de')
    expect(say('32 times the accelerators make the run 24.5 times as fast')).toBe(
      '32-mal so viele Beschleuniger machen den Lauf 24,5-mal so schnell',
    )
    expect(say('Carbon intensity of the grid of Switzerland')).toBe('CO₂-Intensität des Stromnetzes: Schweiz')
    expect(say('Carbon intensity of the grid of some place')).toBe(
      'Carbon intensity of the grid of some place',
    )
    await speak('en')
    expect(say('From the first step to the last.')).toBe('From the first step to the last.')
  })
})

const served = servedPage()

describe('a page in another language', () => {
  it('opens in that of the browser, or of the link, and goes over to another where it stands', async () => {
    const context = await served.browser.newContext({
      viewport: { width: 390, height: 900 },
      locale: 'ko-KR',
    })
    const page = await context.newPage()
    const headline = page.locator('h1')
    await page.goto(served.url)
    await headline.getByText('토큰으로 훈련하면').waitFor()
    await page.getByRole('combobox', { name: '언어' }).selectOption('de')
    await headline.getByText('Beschleunigern').waitFor()
    expect(page.url()).toContain('lang=de')
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.getByRole('button', { name: 'Rückgängig' }).waitFor()
    await page.goto(`${served.url}/#lang=fr`)
    await headline.getByText('heures GPU').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await context.close()
  })

  it('says none of its English sentences on the way of each door, and is no wider than a phone', async () => {
    const context = await served.browser.newContext({ viewport: { width: 390, height: 900 } })
    const page = await context.newPage()
    await page.goto(served.url)
    const sentences = keys.filter((key) => !key.includes('{') && key.split(' ').length > 2)
    for (const view of ['plan', 'invest', 'learn', 'learn&lesson=flop'])
      for (const language of foreign) {
        await page.evaluate((at) => (location.hash = at), `#view=${view}&lang=${language}`)
        await page.locator(`html[lang=${language}] h1`).waitFor()
        const text = await page.locator('body').innerText()
        expect([view, language, sentences.filter((one) => text.includes(one))]).toEqual([view, language, []])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      }
    await context.close()
  })
})
