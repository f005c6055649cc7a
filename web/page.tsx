import { signal, useSignal } from '@preact/signals'
import type { ComponentType, VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { languageNames, languages, spoken } from './language.ts'
import { late } from './late.ts'
import { attempt, Loading, lose, Lost } from './parts/later.tsx'
import { depth, undo } from './state/past.ts'
import { addressOf, again, hasAnswer, known, show, view } from './state/state.ts'
import { chooseLanguage } from './state/tongue.ts'
import { theme, type Theme } from './theme.ts'
import { viewNamed, views } from './views.ts'
import { Way } from './said.tsx'
import type { ViewId } from './state/address.ts'
import { words } from './words.ts'

/** The two pages for somebody who decides, where they stand in place of the view. */
export const briefing = signal<VNode | null>(null)

async function brief() {
  const { briefingOf } = await import('./hand/briefing.tsx')
  briefing.value = await briefingOf(() => (briefing.value = null))
}

/** The header, the view that the address names, the footer. */
export function Page() {
  return (
    <>
      <Header />
      <div class="bar-place">{late.value !== null && <late.value.Bar />}</div>
      <Lost onAgain={() => void again()} />
      {late.value !== null && <late.value.Notes />}
      {briefing.value ?? <View key={`${view.value} ${String(attempt.value)}`} />}
      <footer>
        <p>{words.footer(known.value?.version ?? '')}</p>
        <p>{words.licences}</p>
      </footer>
    </>
  )
}

/** The view at hand; all but the first arrive in a file of their own when they are first opened. */
function View() {
  const wanted = viewNamed(view.value)
  const loaded = useSignal<{ readonly component: ComponentType } | null>(null)
  useEffect(() => {
    if ('load' in wanted) wanted.load().then((component) => (loaded.value = { component }), lose)
  }, [wanted.id])
  const Component = 'component' in wanted ? wanted.component : loaded.value?.component
  if (Component === undefined)
    return (
      <div class="columns">
        <Loading />
      </div>
    )
  return <Component />
}

/** Another view, in place of a briefing too. */
export function open(id: ViewId): void {
  briefing.value = null
  show(id)
}

function Header() {
  return (
    <header class="top">
      <p class="brand">
        <a href="./">{words.name}</a> <span class="quiet">{words.tagline}</span>
      </p>
      <nav aria-label={words.views}>
        {views.map(({ id }) => (
          <Way key={id} href={addressOf(id)} isHere={view.value === id} onGo={() => open(id)}>
            {words.viewNames[id]}
          </Way>
        ))}
        <a href="docs">{words.api}</a>
      </nav>
      <button type="button" class="undo" disabled={!hasAnswer.value} onClick={() => void brief().catch(lose)}>
        {words.briefing}
      </button>
      <button type="button" class="undo" disabled={depth.value === 0} onClick={undo}>
        {words.undo}
      </button>
      <LanguageChoice />
      <ThemeChoice />
    </header>
  )
}

function LanguageChoice() {
  return (
    <Choice
      label={words.language}
      value={spoken.value.language}
      options={languages.map((one) => [one, languageNames[one]])}
      onChoose={(value) => chooseLanguage(languages.find((one) => one === value) ?? 'en')}
    />
  )
}

const themes: readonly Theme[] = ['auto', 'light', 'dark']

function ThemeChoice() {
  return (
    <Choice
      label={words.theme}
      isSaid
      value={theme.value}
      options={themes.map((one) => [one, words.themeNames[one]])}
      onChoose={(value) => (theme.value = themes.find((one) => one === value) ?? 'auto')}
    />
  )
}

type ChoiceProps = {
  readonly label: string
  readonly isSaid?: boolean
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, isSaid, value, options, onChoose }: ChoiceProps) {
  return (
    <label class="theme">
      {isSaid === true && <span class="quiet">{label} </span>}
      <select
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.value)
        }}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one} lang={isSaid === true ? undefined : one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
