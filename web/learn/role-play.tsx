import { Way } from '../said.tsx'
import { translated } from '../language.ts'
import { addressOf, show } from '../state/state.ts'
import play from '../words/plain/role-play.json'

const words = translated(play)

const roles = [
  ['researcher', 'plan'],
  ['operator', 'queue'],
  ['funder', 'invest'],
  ['sustainability', 'tradeoffs'],
] as const

/** A budget committee to play with a class: four roles on cards to print, rounds with their minutes, what to ask at the end. */
export function RolePlay() {
  return (
    <section class="role-play">
      <h2>{words.title}</h2>
      <p>{words.story}</p>
      <ul class="cards">
        {roles.map(([role, view]) => (
          <li key={role}>
            <h3>{words.roles[role].name}</h3>
            {(['wants', 'knows', 'minds'] as const).map((said) => (
              <p key={said}>{words.roles[role][said]}</p>
            ))}
            <p>
              <Way href={addressOf(view)} onGo={() => show(view)}>
                {words.roles[role].link}
              </Way>
            </p>
          </li>
        ))}
      </ul>
      <h3>{words.course}</h3>
      <ol>
        {Object.values(words.rounds).map((round) => (
          <li key={round}>{round}</li>
        ))}
      </ol>
      <h3>{words.teacher}</h3>
      <ul>
        {Object.values(words.notes).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p>
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
    </section>
  )
}
