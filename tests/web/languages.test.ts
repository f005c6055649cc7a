import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { amid, colon, firstSpoken, languages, say, speak, t, translated } from '../../web/language.ts'
import { count, short } from '../../web/format.ts'
import { saidByAnswers } from './answers.ts'
import { leavesOf, lessonTexts, literalsOfPage, textsOfSimulation } from './sentences.ts'
import { servedPage } from './served.ts'
import { code, crude, givenUp, loose, titled, untidy } from './typesetting.ts'
import { load } from '../../web/words/load.ts'

const foreign = languages.filter((one) => one !== 'en')
const catalogue = (name: string) => {
  const table: Readonly<Record<string, string>> = JSON.parse(readFileSync(`web/words/${name}.json`, 'utf8'))
  return new Map(Object.entries(table))
}
const words = Object.fromEntries(foreign.map((language) => [language, catalogue(language)]))

/** Names, units and examples: the same in every language. */
const names =
  'Petaplan|API|PUE|MFU|1 ÷ MFU|HFU|ZeRO|MWh|MW|CSV|JSON|PNG|SVG|bf16|fp8|t CO₂e|Petaplan {0}, {1}.|mfu=0.28 to 0.36|tp=4,pp=8,mbs=1,gbs=1024|EuroHPC AI Factory|CSCS|NAIRR|ARCHER2|INCITE|eurohpc-ai-factory|cscs|nairr|archer2|incite'.split(
    '|',
  )
const isName = (text: string) =>
  names.includes(text) || !/\p{L}/u.test(text) || /^(\{ "|, \{0\} MW|iteration 12)/.test(text)
/** Words that are written alike in two languages. */
const alike: Readonly<Record<string, readonly string[]>> = {
  ko: [],
  de: 'Plan|Training|Checkpoints|Name|Chips|Attention|Logits|Budgets|Budget|Jobs|Job|min'.split('|'),
  fr: 'Plan|Source|Dense|{0} minutes|Sources|Maintenance|Attention|Gradients|Activations|Logits|Budgets|Budget|minutes|maintenance|min|points|goodput|interruption|1 ÷ goodput'.split(
    '|',
  ),
}

const alikeInSim: Readonly<Record<string, readonly string[]>> = {
  ko: [],
  de: 'ideal|{0} GPUs|real|nominal'.split('|'),
  fr: 'tokens|Interruptions|Machine|Question, 10 minutes.|nominal| expert {0}'.split('|'),
}

// Other files of this process read the page's words too.
afterAll(() => speak('en'))

/** Rooms of the simulation whose sentences the page does not show: words of options, scripts, readers of its own data. */
const unshown =
  /^(catalogue|evidence|uncertainty|queue.(outlook|engine|accounts)|questions.(sweep|predict|tradeoffs.(input|read-limits)|sbatch.(script|compose|launch|trainers.(?!.*rules))|annex.(markdown|input))|data.questions.(predict|tradeoffs|annex)|step.fitted.error|investment.portfolio)|schema\.ts|schedule-csv|synthetic.generate|futures.draw|layout-rules/

/** What stands in such a room and is no sentence of ours: sources of a trainer's rules, ids, what a log is read by. */
const noSentence =
  /\.py[:,]|^torch\.|^petaplan pilot|^Trainer is|^completed step|^(month )?\{0\}( log| \{1\})?$|^month|^run times|^mamba_ssm|^Llama 3$|^CSCS doc|^given up|^recorded |^largest model|^not submitted|of the catalogue; the parts|is not among the|^TorchTitan (0|main)/

const { said, unsaid } = literalsOfPage()
const keys = [...new Set(said.map(({ text }) => text))].filter((text) => !isName(text))
/** Of large numbers each language has its own, so that one reads a value of millions and another its number. */
const readAs = (text: string) =>
  text
    .match(/\{[=~*]?\d+\}/g)
    ?.map((one) => one.replace('*', ''))
    .sort() ?? []
const places = (text: string) =>
  text
    .match(/\{[=~*]?\d+\}/g)
    ?.map((one) => one.replace(/[=~*]/, ''))
    .sort() ?? []

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

  it.each(foreign)('are set in %s as its typesetters do, with one word for one thing', (language) => {
    const pairs = [...(words[language] ?? []), ...catalogue(`sim/${language}`)]
    const both = pairs.map(([, sentence]) => sentence.replaceAll(code, '…'))
    for (const rule of [loose, crude, untidy[language], givenUp[language]])
      expect(both.filter((sentence) => rule?.test(sentence) !== false)).toEqual([])
  })

  it('are read when they are shown, with the numbers of the language', async () => {
    const own = translated({ close: 'Close', deep: { list: ['Nodes'] } })
    await speak('de')
    expect([own.close, own.deep.list[0], t`${'61'} to ${'94'}`]).toEqual(['Schließen', 'Knoten', '61 bis 94'])
    expect([count(4096), short(6.14e6), short(0.812)]).toEqual(['4.096', '6,14\u00a0Mio.', '0,812'])
    await speak('ko')
    expect([own.close, short(15e12), short(7.0e10)]).toEqual(['닫기', '15조', '700억'])
    await speak('fr')
    expect([own.close, short(15e12)]).toEqual(['Fermer', '15\u00a0T'])
    await speak('en')
    expect([own.close, t`${'61'} to ${'94'}`, count(4096)]).toEqual(['Close', '61 to 94', '4,096'])
  })

  it('stand amid a sentence without their first capital, abbreviations whole, nouns of German too', async () => {
    const names = ['GPU-hours', 'Power usage effectiveness (PUE)', 'Training']
    expect(names.map(amid)).toEqual(['GPU-hours', 'power usage effectiveness (PUE)', 'training'])
    await speak('de')
    expect(names.map((name) => amid(say(name)))).toEqual([
      'GPU-Stunden',
      'Energieeffizienz des Rechenzentrums (PUE)',
      'Training',
    ])
    await speak('en')
  })

  it('count one of a thing by its own word', async () => {
    const counted = () => [t`${'1'} jobs from ${'1'} lines.`, t`${'21'} jobs from ${'1.1'} lines.`]
    expect(counted()).toEqual(['1 job from 1 line.', '21 jobs from 1.1 lines.'])
    // A verb stays one.
    expect(t`job ${'1'} runs`).toBe('job 1 runs')
    await speak('fr')
    expect(counted()[0]).toBe('1 travail de 1 ligne.')
    expect(colon()).toBe('\u00a0: ')
    await speak('de')
    expect(counted()[0]).toBe('1 Job aus 1 Zeile.')
    await speak('en')
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
  const { made, data, sentences } = textsOfSimulation()
  const spokenOf = Object.fromEntries(foreign.map((language) => [language, catalogue(`sim/${language}`)]))

  it.each(foreign)(
    'have templates in %s that it makes, each with its values and in other words',
    (language) => {
      const here = spokenOf[language] ?? new Map<string, string>()
      expect([...here.keys()].filter((key) => !made.has(key) && !data.includes(key))).toEqual([])
      expect([...here.keys()].sort()).toEqual([...(spokenOf['ko'] ?? [])].map(([key]) => key).sort())
      for (const [key, sentence] of here) {
        expect([key, places(sentence)]).toEqual([key, places(key)])
        expect([key, readAs(sentence)]).toEqual([key, readAs(spokenOf['de']?.get(key) ?? '')])
      }
      const same = [...here].flatMap(([key, sentence]) =>
        key === sentence && /\p{L}{2}/u.test(key) ? [key] : [],
      )
      expect(same).toEqual(alikeInSim[language])
    },
  )

  it('are all translated: what its code says in the rooms that the page shows', () => {
    const known = (text: string) => spokenOf['ko']?.has(text) === true || words['ko']?.has(text) === true
    const missing = sentences.filter(
      ({ text, at }) => !unshown.test(at) && !noSentence.test(text) && !known(text) && !known(text.trim()),
    )
    expect(missing.map(({ at, text }) => `${at}: ${text}`)).toEqual([])
  })

  it('are all translated: what it answers, refuses and finds impossible over many questions', async () => {
    const { catalogue: all, match } = await load('de')
    const found = saidByAnswers()
      .filter(({ text }) => /[a-z]{2,} [a-z]{2,}/.test(text))
      .map((one) => ({ ...one, german: all[one.text] ?? match(one.text) }))
    expect(found.filter(({ german }) => german === null)).toEqual([])
    const parts = found.flatMap(({ german }) => german?.split(' · ') ?? [])
    const half = parts.filter(
      (part) =>
        !titled.test(part) &&
        /(?<![\w-])(the|of|is|are|and|that|by|for|from|has|with)(?![\w-])/.test(
          part.replaceAll(/\{[^}]*\}/g, ''),
        ),
    )
    expect(half).toEqual([])
  })

  it.each(foreign)('are whole in %s wherever a lesson speaks', (language) => {
    const known = new Set([...catalogue(language).keys(), ...catalogue(`sim/${language}`).keys()])
    const names = /^(MFU.*|DeepSeek LLM|×\s10¹⁸ FLOP|FLOP|TFLOP\/s|PUE|USD|CHF|MWh|MW|GB|min|[a-zA-Z%]?)$/
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
    expect(say("'alp' is not in the catalogue; the nearest are alps, eagle; or give a system file")).toBe(
      "'alp' steht nicht im Katalog; am nächsten sind alps, eagle; oder geben Sie eine Systemdatei an",
    )
    const ways =
      'Own CHF 8.2 M (CHF 7 M to CHF 9.85 M), cheapest in 60 % of futures; Grant nothing to you, cheapest in 40 % of futures'
    expect(say(ways)).toBe(
      'Besitz CHF\u00a08,2\u00a0Mio. (CHF\u00a07\u00a0Mio. bis CHF\u00a09,85\u00a0Mio.), in 60\u00a0% der Zukünfte am günstigsten; Förderung für Sie nichts, in 40\u00a0% der Zukünfte am günstigsten',
    )
    // What was typed stands as it was; the bounds are the page's own.
    expect(say('0.5 is outside 1.25 to 60')).toBe('0.5 liegt außerhalb von 1,25 bis 60')
    expect(say('0 is outside 0.000001 to 1000000')).toContain('von 0,000001 bis')
    await speak('ko')
    expect(say('A year of the machine costs CHF 100 M, used or not.')).toContain('CHF\u00a01억')
    expect(say('A year of the machine costs CHF 5.61 M, used or not.')).toContain('CHF\u00a0561만')
    expect(say(ways)).toContain('소유 CHF\u00a0820만 (CHF\u00a0700만~CHF\u00a0985만)')
    await speak('en')
    expect(say('From the first step to the last.')).toBe('From the first step to the last.')
    // No line parts a figure from its unit.
    expect(say('USD 1,400 for 51.4 GB, 40 % of 3 MWh in 12 h, 1 to 2 of them')).toBe(
      'USD\u00a01,400 for 51.4\u00a0GB, 40\u00a0% of 3\u00a0MWh in 12\u00a0h, 1 to 2 of them',
    )
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
    // A word of the trade is explained although a particle stands at its end: 단계에.
    await page.locator('summary', { hasText: '병렬 구성과 메모리' }).press('Enter')
    await page.locator('.term button', { hasText: '단계' }).first().waitFor()
    await page.getByRole('combobox', { name: '언어' }).selectOption('de')
    await headline.getByText('Beschleunigern').waitFor()
    await expect.poll(() => page.url()).toContain('lang=de')
    await expect.poll(async () => page.locator('html').getAttribute('lang')).toBe('de')
    await page.getByRole('button', { name: 'Rückgängig' }).waitFor()
    await page.goto(`${served.url}/#lang=fr`)
    await headline.getByText('heures GPU').waitFor()
    await page.waitForFunction(() => document.documentElement.scrollWidth === 390)
    await context.close()
  })

  it.each(foreign)(
    'takes each door to its end in %s without an English sentence, and no wider than a phone',
    async (language) => {
      const context = await served.browser.newContext({
        viewport: { width: 390, height: 900 },
        locale: language,
      })
      const page = await context.newPage()
      const named = (english: string) => words[language]?.get(english) ?? english
      const sentences = keys.filter((key) => !key.includes('{') && key.split(' ').length > 2)
      const enter = async (door: string) => {
        await page.goto('about:blank')
        await page.goto(served.url)
        await page.evaluate(() => localStorage.clear())
        await page.reload()
        await page.getByRole('button', { name: named(door) }).click()
      }
      const isWhole = async () => {
        await expect
          .poll(async () => {
            const text = await page.locator('body').innerText()
            return sentences.filter((one) => text.includes(one))
          })
          .toEqual([])
        await page.waitForFunction(() => document.documentElement.scrollWidth === 390)
      }
      await enter('I plan a run')
      await page.getByText(named('Hand over: command, script and dates, proposal')).click()
      await page.locator('.script').getByText('#SBATCH --nodes=1024').waitFor()
      await page.locator('#start').fill('2027-03-01')
      await page.getByText(/2027-\d\d-\d\d.*2027-\d\d-\d\d/).waitFor()
      await isWhole()
      await enter('I fund')
      await page.locator('.options tbody tr, .breakdown, .figure .value').first().waitFor()
      await isWhole()
      await page.getByRole('button', { name: named('Briefing') }).click()
      await page.locator('.briefing .rests li').first().waitFor()
      await isWhole()
      await enter('I teach')
      await page.locator('.lessons button').first().click()
      await page.locator('#prediction').fill('12')
      await page.locator('#prediction').press('Enter')
      await page.locator('.chart h2').waitFor()
      await page.locator('.teacher summary').click()
      await page.locator('#class-name').fill('HPC 2027')
      await expect.poll(async () => page.locator('.teacher a').innerText()).toContain('class=HPC%202027')
      await isWhole()
      await context.close()
    },
  )
})
