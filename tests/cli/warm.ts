import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { entry, type Ran } from './petaplan.ts'

let running: ChildProcess | null = null

/** The process of all tests of this worker, which ends with it. */
function started(): ChildProcess {
  const script = fileURLToPath(new URL('./warm-process.js', import.meta.url))
  const child = fork(script, [entry], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.once('exit', () => (running = null))
  child.unref()
  child.channel?.unref()
  return child
}

/** The built command line in a process that has run others before, for tests of its words: a start takes longer than most. */
export function warm(...args: readonly string[]): Promise<Omit<Ran, 'ms'>> {
  running ??= started()
  const child = running
  return new Promise((resolve, reject) => {
    const ended = () => {
      reject(new Error(`petaplan ${args.join(' ')} ended its process`))
    }
    child.once('exit', ended)
    child.once('message', (told) => {
      child.off('exit', ended)
      const { code, out, err }: Record<string, unknown> = Object(told)
      resolve({ code: Number(code), out: String(out), err: String(err) })
    })
    child.send(args)
  })
}
