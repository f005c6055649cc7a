/**
 * `npm run compare -- OTHER_CHECKOUT`: every command of this README and of those beside the code, run by the build of this checkout and of another,
 * as it is written and as JSON, and the request that it shows over HTTP; what differs, byte for byte. Exits 1 where
 * something does.
 */
import { spawn, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manuals } from './manuals.ts'

const here = fileURLToPath(new URL('..', import.meta.url))
const readme = manuals()
  .map(({ text }) => text)
  .join('\n')
const runs = 'npm run -s petaplan -- '

/** Arguments of a line of a shell: words, and words in single quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

function commandsOf(text: string): readonly (readonly string[])[] {
  const written = text
    .split('\n')
    .filter((line) => line.startsWith(runs))
    .map((line) => wordsOf(line.slice(runs.length)))
  return written.flatMap((words) => (words.includes('--json') ? [words] : [words, [...words, '--json']]))
}

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

function run(checkout: string, words: readonly string[]): Ran {
  const main = join(checkout, 'dist/server/cli/main.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return { code: status, stdout, stderr: stderr.split('\n').filter(isSaid).join('\n') }
}

/** A progress bar depends on how fast the machine is. */
function isSaid(line: string): boolean {
  return !/\[#* *\]/.test(line)
}

/** The answer to the README's request, of the server of a checkout. */
async function ask(checkout: string, path: string, body: string): Promise<Ran> {
  const server = spawn(process.execPath, [join(checkout, 'dist/server/cli/main.js'), 'serve'], {
    cwd: checkout,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const address = await new Promise<string>((found, failed) => {
      let said = ''
      server.on('exit', () => {
        failed(new Error(`the server of ${checkout} does not start`))
      })
      server.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const match = /http:\/\/[\d.:]+/.exec(said)
        if (match !== null) found(match[0])
      })
    })
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(address + path, { method: 'POST', headers, body })
    return { code: response.status, stdout: await response.text(), stderr: '' }
  } finally {
    server.kill()
  }
}

const shown = 6

/** The lines of one output that are not at their place in the other, the first few. */
function differences(one: string, other: string): readonly string[] {
  const [ours, theirs] = [one.split('\n'), other.split('\n')]
  const places = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, place) => place)
  const apart = places.filter((place) => ours[place] !== theirs[place])
  const lines = apart
    .slice(0, shown)
    .flatMap((place) => [
      `    line ${String(place + 1)} there: ${short(theirs[place])}`,
      `    line ${String(place + 1)} here:  ${short(ours[place])}`,
    ])
  return apart.length > shown ? [...lines, `    and ${String(apart.length - shown)} lines more`] : lines
}

function short(line: string | undefined): string {
  return line === undefined ? '(no line)' : line.slice(0, 160)
}

/** What differs between two runs, as lines to print; none where nothing does. */
function compared(title: string, ours: Ran, theirs: Ran): readonly string[] {
  const apart = [
    ...(ours.code === theirs.code
      ? []
      : [`    exit there ${String(theirs.code)}, here ${String(ours.code)}`]),
    ...differences(ours.stdout, theirs.stdout),
    ...differences(ours.stderr, theirs.stderr),
  ]
  return apart.length === 0 ? [] : [`DIFFERS ${title}`, ...apart]
}

async function main(path: string): Promise<void> {
  const there = resolve(path)
  const commands = commandsOf(readme)
  let differing = 0
  const tell = (lines: readonly string[]) => {
    if (lines.length > 0) differing += 1
    for (const line of lines) process.stdout.write(`${line}\n`)
  }
  for (const words of commands) tell(compared(words.join(' '), run(here, words), run(there, words)))
  const request = /curl \S+(\/api\/\S+)[^]*?-d '([^']+)'/.exec(readme)
  const [, route, body] = request ?? []
  if (route === undefined || body === undefined) throw new Error('the README shows no request')
  tell(compared(`POST ${route}`, await ask(here, route, body), await ask(there, route, body)))
  const all = commands.length + 1
  process.stdout.write(`${String(all - differing)} of ${String(all)} the same, byte for byte\n`)
  process.exitCode = differing === 0 ? 0 : 1
}

const [other] = process.argv.slice(2)
if (other === undefined) {
  process.stderr.write('give the path of another checkout, built: npm run compare -- PATH\n')
  process.exitCode = 2
} else {
  await main(other)
}
