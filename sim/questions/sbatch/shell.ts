/** Characters that end a line or move the terminal: C0, delete, C1, and the two line ends of Unicode. */
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const everyControl = new RegExp(control.source, 'g')

export function hasControl(text: string): boolean {
  return control.test(text)
}

/** A text as one word of a POSIX shell: as it is where no character of it means anything, else in single quotes. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** A text as one line of comment, whatever it holds. */
export function commentLine(text: string): string {
  return `# ${text.replaceAll(everyControl, ' ')}`
}

/** A variable of the shell as one word. */
export function variable(name: string): string {
  return `"$${name}"`
}
