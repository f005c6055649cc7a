import type { Request, RequestHandler, Response, Router } from 'express'
import { sendProblem } from '../problems.ts'
import { failed, idOf, keepable, onlyWith, tokenOf } from '../store/routes.ts'
import type { Store } from '../store/store.ts'
import type { Jobs } from './jobs.ts'

type Options = {
  readonly store: Store
  readonly jobs: Jobs
  readonly reading: readonly RequestHandler[]
  readonly writeToken: string
}

/** Sweeps that take longer than a request may: told of, stopped, and their rows kept until they are deleted. */
export function jobRoutes(router: Router, { store, jobs, reading, writeToken }: Options): void {
  router.post('/jobs', onlyWith(writeToken), ...reading, async (request, response) => {
    const raw = keepable(request, response)
    if (raw === undefined) return
    if (typeof raw !== 'object' || raw === null) {
      sendProblem(response, 'not-json')
      return
    }
    const reply = await store.ask({ ask: 'create job', input: JSON.stringify(raw) })
    if (failed(reply, request, response) || reply.status !== 'made') return
    jobs.wake()
    response.status(202).location(`${request.baseUrl}/jobs/${reply.id}`)
    response.json({ id: reply.id, state: 'waiting', token: reply.token })
  })
  router.get('/jobs/:id', async (request, response) => {
    const reply = await store.ask({ ask: 'read job', id: idOf(request) })
    if (failed(reply, request, response) || reply.status !== 'jobs') return
    const [job] = reply.jobs
    const { id = '', created = '' } = job ?? {}
    const told = jobs.told(id)
    const state = job?.state === 'waiting' && told.of !== null ? 'running' : job?.state
    response.setHeader('Cache-Control', 'no-cache')
    response.json({ id, state, created, ...told })
  })
  router.get('/jobs/:id/rows', async (request, response) => {
    const reply = await store.ask({ ask: 'read job', id: idOf(request) })
    if (failed(reply, request, response)) return
    sendRows(jobs, request, response)
  })
  router.delete('/jobs/:id', async (request, response) => {
    const id = idOf(request)
    const reply = await store.ask({ ask: 'check job token', id, token: tokenOf(request) })
    if (failed(reply, request, response)) return
    await store.ask({ ask: 'delete job', id })
    jobs.drop(id)
    jobs.wake()
    response.status(204).end()
  })
}

function sendRows(jobs: Jobs, request: Request, response: Response): void {
  const rows = jobs.rows(idOf(request))
  response.type('application/x-ndjson')
  if (rows === null) {
    response.end()
    return
  }
  response.on('close', () => rows.destroy())
  rows.on('error', () => response.destroy())
  rows.pipe(response)
}
