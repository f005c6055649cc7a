import { createServer, type Server } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import type { Logger } from 'pino'
import { createApp, type Team } from './app.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { startJobs } from './jobs/jobs.ts'
import { createLogger } from './logging.ts'
import { openStore, Unopened } from './store/store.ts'

const stopDeadlineMs = 10_000
const limits = {
  requestTimeout: 120_000,
  headersTimeout: 15_000,
  // Longer than the minute for which proxies keep a connection, so that none is closed as it is used again.
  keepAliveTimeout: 65_000,
}
const silenceLimitMs = 90_000
const exitBadInput = 2

export type Running = { readonly url: string; readonly stop: () => Promise<void> }

/** Starts the server and resolves once it listens. Rejects when the address cannot be had. */
export async function startServer(environment: Environment): Promise<Running> {
  let stopping = false
  const logger = createLogger(environment.LOG_LEVEL)
  const team = await openTeam(environment, logger)
  const app = createApp({
    environment,
    logger,
    team,
    pageFolder: environment.PAGE_FOLDER,
    isStopping: () => stopping,
  })
  const server = createServer(limits, app)
  // A reader who takes nothing for so long is gone.
  server.setTimeout(silenceLimitMs)
  await listen(server, environment)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : environment.PORT
  const stop = async () => {
    stopping = true
    await close(server)
    await team?.jobs.close()
    await team?.store.close()
  }
  return { url: `http://${environment.HOST}:${String(port)}`, stop }
}

/** Where teams save; null where no folder is named. */
async function openTeam(
  { PETAPLAN_DATA, PETAPLAN_DATA_BYTES }: Environment,
  logger: Logger,
): Promise<Team | null> {
  if (PETAPLAN_DATA === '') return null
  const store = await openStore(PETAPLAN_DATA, PETAPLAN_DATA_BYTES)
  return { store, jobs: startJobs(store, logger) }
}

function listen(server: Server, { PORT, HOST }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Finishes running requests, then closes; after the deadline cuts what is left. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => {
      server.closeIdleConnections()
    }, 100)
    const deadline = setTimeout(() => {
      server.closeAllConnections()
    }, stopDeadlineMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** Serves until told to stop; the address is the only line on stdout. */
export async function serve(variables: Readonly<Record<string, string | undefined>>): Promise<void> {
  const read = readEnvironment(variables)
  if (!read.ok) {
    for (const problem of read.problems) process.stderr.write(`petaplan: ${problem}\n`)
    process.exitCode = exitBadInput
    return
  }
  // A heap is swept at twice what lives in it, not at four times: as large after a minute as after days.
  setFlagsFromString('--heap-growing-percent=100')
  try {
    const running = await startServer(read.environment)
    process.stdout.write(`Petaplan listens on ${running.url}\n`)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        void running.stop().then(() => process.exit(0))
      })
    }
  } catch (error) {
    process.stderr.write(
      `petaplan: cannot ${storeFailed(error) ? `write in PETAPLAN_DATA, ${read.environment.PETAPLAN_DATA}` : `listen on ${read.environment.HOST}:${String(read.environment.PORT)}`}: ${reason(error)}\n`,
    )
    process.exitCode = exitBadInput
  }
}

function storeFailed(error: unknown): boolean {
  return (
    error instanceof Unopened ||
    (error instanceof Error &&
      'syscall' in error &&
      (error.syscall === 'mkdir' || error.syscall === 'access'))
  )
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  return 'code' in error && error.code === 'EADDRINUSE'
    ? 'the port is in use; set PORT to another'
    : error.message
}
