import { isControl } from '../../base/shown.ts'

/** A text as one word of a POSIX shell: as it is where no character of it means anything, else in single quotes. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** A text as one line of comment, whatever it holds. */
export function commentLine(text: string): string {
  return `# ${Array.from(text, (letter) => (isControl(letter) ? ' ' : letter)).join('')}`
}

/** A variable of the shell as one word. */
export function variable(name: string): string {
  return `"$${name}"`
}
