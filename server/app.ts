import contentSecurityPolicy from './data/content-security-policy.json' with { type: 'json' }
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import type { Logger } from 'pino'
import docsStyle from './data/docs.css?raw'
import { problemPage } from './docs/docs.ts'
import type { Environment } from './environment.ts'
import { logRequests } from './logging.ts'
import { createMetrics } from './metrics.ts'
import { answerAsFile, filePath } from './forms/route.ts'
import { operations, type Operation } from './operations.ts'
import type { Jobs } from './jobs/jobs.ts'
import { jobRoutes } from './jobs/routes.ts'
import { references } from './docs/reference.ts'
import { readBody, type BodyBudget } from './pool/body.ts'
import { createCache } from './pool/cache.ts'
import { answerInWorker, type PoolOptions } from './pool/route.ts'
import { shortLink, studyRoutes } from './store/routes.ts'
import type { Store } from './store/store.ts'
import { problemKinds, sendProblem, type ProblemName } from './problems.ts'

export type AppOptions = {
  readonly environment: Environment
  readonly logger: Logger
  readonly pageFolder: string
  readonly isStopping: () => boolean
  /** Where teams save, if anywhere. */
  readonly team: Team | null
}

export type Team = { readonly store: Store; readonly jobs: Jobs }

/** The HTTP face: page, API, documentation, health; below a path of its own too, where a proxy shows it there. */
export function createApp(options: AppOptions): Express {
  const { BASE_PATH, TRUST_PROXY } = options.environment
  const app = face(options)
  if (BASE_PATH === '') return app
  const outer = express()
  outer.disable('x-powered-by')
  outer.set('trust proxy', TRUST_PROXY)
  outer.use(BASE_PATH, app)
  outer.use(app)
  return outer
}

function face(options: AppOptions): Express {
  const { environment, logger } = options
  const metrics = createMetrics()
  const app = express()
  app.set('trust proxy', environment.TRUST_PROXY)
  app.disable('x-powered-by')
  app.set('etag', 'strong')
  app.use(logRequests(logger), metrics.observe, security(), compression())
  health(app, options)
  app.get('/metrics', metrics.expose)
  app.use(['/api', '/s'], shedLoad(options), limitRate(environment))
  const pooled = {
    limitS: environment.ANSWER_LIMIT_S,
    workMs: environment.ANSWER_WORK_MS,
    cache: createCache(environment.CACHE_BYTES),
  }
  api(app, options, pooled)
  documentation(app, pooled)
  page(app, options.pageFolder)
  app.use((_request, response) => {
    sendProblem(response, 'not-found')
  })
  app.use(failures(logger))
  return app
}

/** Strict headers; plain HTTP stays usable on an intranet, so nothing is upgraded. */
function security(): RequestHandler {
  return helmet({ contentSecurityPolicy, strictTransportSecurity: false })
}

function health(app: Express, { isStopping }: AppOptions): void {
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', (_request, response) => {
    if (isStopping()) sendProblem(response, 'unavailable')
    else response.json({ status: 'ready' })
  })
}

/** Refuses work while the event loop lags or the server stops, rather than queueing without end. */
function shedLoad({ environment, isStopping }: AppOptions): RequestHandler {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  setInterval(delay.reset.bind(delay), 1000).unref()
  return (_request, response, next) => {
    const meanMs = delay.mean / 1e6
    if (!isStopping() && !(meanMs > environment.OVERLOAD_DELAY_MS)) {
      next()
      return
    }
    response.setHeader('Retry-After', '1')
    sendProblem(response, 'unavailable')
  }
}

function limitRate({ RATE_LIMIT_PER_MINUTE }: Environment): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: RATE_LIMIT_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendProblem(response, 'too-many')
    },
  })
}

function api(app: Express, { environment, team }: AppOptions, pooled: PoolOptions): void {
  const { BODY_LIMIT_BYTES, WORKLOAD_LIMIT_BYTES, BODIES_LIMIT_BYTES, IDLE_LIMIT_S } = environment
  const budget = { taken: 0, most: BODIES_LIMIT_BYTES }
  const bodyOf = ({ name }: Operation) =>
    readBody({
      mostBytes: name === 'schedule' ? WORKLOAD_LIMIT_BYTES : BODY_LIMIT_BYTES,
      budget,
      idleS: IDLE_LIMIT_S,
    })
  app.get(filePath, answerAsFile(pooled))
  for (const operation of operations) {
    const { name } = operation
    const path = `/api/v1${operation.path}`
    if (operation.method === 'post')
      app.post(path, named(path), jsonOnly, bodyOf(operation), answerInWorker(name, pooled))
    else app.get(path, named(path), answerInWorker(name, pooled, { refused: 'not-found' }))
    app.all(path, (_request, response) => {
      response.setHeader('Allow', operation.method.toUpperCase())
      sendProblem(response, 'method-not-allowed')
    })
  }
  if (team !== null) shared(app, { environment, team, budget, pooled })
  app.get('/api/v1/openapi.json', named('/api/v1/openapi.json'), answerInWorker('contract', pooled))
}

type Shared = {
  readonly environment: Environment
  readonly team: Team
  readonly budget: BodyBudget
  readonly pooled: PoolOptions
}

/** What teams save, and the jobs that nobody waits for. */
function shared(app: Express, { environment, team, budget, pooled }: Shared): void {
  const { BODY_LIMIT_BYTES, IDLE_LIMIT_S, BASE_PATH, PETAPLAN_WRITE_TOKEN } = environment
  const reading = [jsonOnly, readBody({ mostBytes: BODY_LIMIT_BYTES, budget, idleS: IDLE_LIMIT_S })]
  const router = express.Router()
  router.use(named('/api/v1/studies'))
  studyRoutes(router, { store: team.store, reading, writeToken: PETAPLAN_WRITE_TOKEN })
  jobRoutes(router, { ...team, reading, writeToken: PETAPLAN_WRITE_TOKEN })
  app.use('/api/v1', router)
  app.get(['/s/:id', '/s/:id/:version'], shortLink(team.store, BASE_PATH, pooled))
}

/** Tells the metrics which route this is. */
function named(path: string): RequestHandler {
  return (_request, response, next) => {
    response.locals['route'] = path
    next()
  }
}

const jsonOnly: RequestHandler = (request, response, next) => {
  if (request.is('application/json') === 'application/json') next()
  else sendProblem(response, 'not-json-media')
}

function documentation(app: Express, pooled: PoolOptions): void {
  app.get('/docs', answerInWorker('docs', pooled, { type: 'html' }))
  app.get('/docs/:name', (request, response) => {
    const text = references.get(request.params['name'])
    if (text === undefined) sendProblem(response, 'not-found')
    else response.type('text/plain').send(text)
  })
  app.get('/docs.css', (_request, response) => {
    response.type('css').send(docsStyle)
  })
  app.get('/problems/:name', (request, response) => {
    const name = request.params['name']
    if (isProblem(name)) response.type('html').send(problemPage(name))
    else sendProblem(response, 'not-found')
  })
}

function isProblem(name: string): name is ProblemName {
  return Object.hasOwn(problemKinds, name)
}

/** The built page: hashed files for ever, the page itself never cached. */
function page(app: Express, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', (_request, response) => {
      response.status(503).type('text').send('The page is not built. Run npm run build.')
    })
    return
  }
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true }),
  )
  // A run in the frame of another page: the answer alone, which sets no cookie and sends nothing.
  app.get('/embed', (_request, response) => {
    const policy = String(response.getHeader('Content-Security-Policy'))
    response.setHeader(
      'Content-Security-Policy',
      policy.replace(/frame-ancestors [^;]+/, 'frame-ancestors *'),
    )
    response.removeHeader('X-Frame-Options')
    response.set('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'))
  })
  app.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
}

/** Errors thrown on the way: an address that is none, everything else a bug, told without its insides. */
function failures(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof URIError) sendProblem(response, 'not-found')
    else {
      logger.error({ err: error, id: response.locals['requestId'] })
      sendProblem(response, 'bug')
    }
  }
}
