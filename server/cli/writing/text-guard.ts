/** What is read is no text, in words that follow its name. */
export class NotText extends Error {}

/** Workloads of JSON may stand on one line, and no larger one is read. */
const longestBytes = 2 ** 30
const newline = 10
const carriageReturn = 13

/** Looks at chunks as they come, so that an endless or binary file ends with a sentence. Throws NotText. */
export function textGuard(): (chunk: Uint8Array) => void {
  let isFirst = true
  let sinceEnd = 0
  return (chunk) => {
    if (isFirst && chunk.includes(0)) throw new NotText(`is no text but ${kindOf(chunk)}`)
    isFirst = false
    sinceEnd = chunk.includes(newline) || chunk.includes(carriageReturn) ? 0 : sinceEnd + chunk.length
    if (sinceEnd > longestBytes) throw new NotText('has a line of more than 1 GiB')
  }
}

/** What some editors and shells write in place of UTF-8 begins with a mark of its own. */
function kindOf([first, second]: Uint8Array): string {
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return isWide ? 'UTF-16; save it as UTF-8' : 'binary'
}
