import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response, Router } from 'express'
import { texts } from '../../sim/index.ts'
import { parsedBytes } from '../json-bytes.ts'
import { fileOf } from '../forms/route.ts'
import { bodyOf, type PoolOptions } from '../pool/route.ts'
import { inputErrors, sendProblem } from '../problems.ts'
import { studySchema } from './contract.ts'
import type { Study, Version } from './kept.ts'
import type { Store, Command, Reply } from './store.ts'

/** The token of `Authorization: Bearer …`; empty where there is none. */
export function tokenOf(request: Request): string {
  const header = request.headers.authorization ?? ''
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length, 300).trim() : ''
}

/** Lets in whoever has the server's own token, where it has one. */
export function onlyWith(writeToken: string): RequestHandler {
  const wanted = Buffer.from(writeToken)
  return (request, response, next) => {
    const given = Buffer.from(tokenOf(request))
    if (writeToken === '' || (given.length === wanted.length && timingSafeEqual(given, wanted))) next()
    else refuseToken(request, response)
  }
}

export function refuseToken(request: Request, response: Response): void {
  if (tokenOf(request) !== '') {
    sendProblem(response, 'forbidden')
    return
  }
  response.setHeader('WWW-Authenticate', 'Bearer')
  sendProblem(response, 'no-token')
}

/** A reply that is no answer, told as its problem; true where it was one. */
export function failed(reply: Reply, request: Request, response: Response): boolean {
  if (reply.status === 'unknown') sendProblem(response, 'not-found')
  else if (reply.status === 'forbidden') refuseToken(request, response)
  else if (reply.status === 'full') sendProblem(response, 'store-full')
  else return false
  return true
}

export function idOf(request: Request): string {
  return String(request.params['id']).slice(0, 64)
}

/** What somebody wants kept; undefined, with the problem told, where it is none. */
export function keepable(request: Request, response: Response): unknown {
  const read = parsedBytes(bodyOf(request))
  if (!read.ok) sendProblem(response, 'not-json', inputErrors(read.problems))
  if (!read.ok || !texts.nestsTooDeep(read.value)) return read.ok ? read.value : undefined
  const message = 'nests too deep; 64 levels are enough for any question'
  sendProblem(response, 'bad-input', inputErrors([{ field: 'input', message }]))
  return undefined
}

type Options = {
  readonly store: Store
  readonly reading: readonly RequestHandler[]
  readonly writeToken: string
}

/** Studies: saved by whoever may write, read by whoever has the link, changed by whoever has the token. */
export function studyRoutes(router: Router, { store, reading, writeToken }: Options): void {
  const asking =
    (
      command: (request: Request) => Command,
      show: (reply: Reply, response: Response) => void,
    ): RequestHandler =>
    async (request, response) => {
      const reply = await store.ask(command(request))
      if (!failed(reply, request, response)) show(reply, response)
    }
  const writing = (command: (request: Request, study: Study) => Command): RequestHandler[] => [
    ...reading,
    async (request, response) => {
      const study = readStudy(request, response)
      if (study === null) return
      const reply = await store.ask(command(request, study))
      if (!failed(reply, request, response)) made(reply, request, response)
    },
  ]
  router.post('/studies', onlyWith(writeToken), ...writing((_, study) => ({ ask: 'create study', study })))
  router.put(
    '/studies/:id',
    ...writing((request, study) => ({
      ask: 'add version',
      id: idOf(request),
      token: tokenOf(request),
      study,
    })),
  )
  router.get(
    '/studies/:id',
    asking((request) => ({ ask: 'read version', id: idOf(request), version: null }), first),
  )
  router.get(
    '/studies/:id/versions/:version',
    asking((request) => ({ ask: 'read version', id: idOf(request), version: versionOf(request) }), forEver),
  )
  router.get(
    '/studies/:id/export',
    asking((request) => ({ ask: 'read versions', id: idOf(request) }), exported),
  )
  router.delete(
    '/studies/:id',
    asking((request) => ({ ask: 'delete study', id: idOf(request), token: tokenOf(request) }), gone),
  )
}

/**
 * Short links, outside the API: to the page where the study has an address of it, else to the study; with the ending of a
 * file to the answer as one.
 */
export function shortLink(store: Store, basePath: string, pooled: PoolOptions): RequestHandler {
  return async (request, response, next) => {
    const version = request.params['version'] === undefined ? null : versionOf(request)
    const [id = '', form] = idOf(request).split('.')
    const reply = await store.ask({ ask: 'read version', id, version })
    if (failed(reply, request, response)) return
    const [found] = versionsIn(reply)
    const { address, question, input } = found?.study ?? { address: null, question: '', input: null }
    response.locals['route'] = '/s'
    const file = { name: question, form: form ?? '', fields: input, refused: 'bad-input' } as const
    if (form !== undefined) await fileOf(file, pooled)(request, response, next)
    else response.redirect(302, `${basePath}/${address ?? `api/v1/studies/${id}`}`)
  }
}

function versionOf(request: Request): number {
  const said = String(request.params['version'])
  return /^[0-9]{1,6}$/.test(said) ? Number(said) : 0
}

function readStudy(request: Request, response: Response): Study | null {
  const raw = keepable(request, response)
  if (raw === undefined) return null
  const read = studySchema.safeParse(raw)
  if (!read.success) {
    const wanted = 'give { title, question, input } and the address on the page from # on, if any'
    const problems = read.error.issues.map(({ path, message }) => ({
      field: path.map(String).join('.') || 'input',
      message: `is not right (${message}); ${wanted}`,
    }))
    sendProblem(response, 'bad-input', inputErrors(problems))
    return null
  }
  return { ...read.data, address: read.data.address ?? null }
}

function made(reply: Reply, request: Request, response: Response): void {
  if (reply.status !== 'made') return
  const { id, version, token } = reply
  response.status(201).location(`${request.baseUrl}/studies/${id}/versions/${String(version)}`)
  response.json({ id, version, link: `/s/${id}`, ...(token === '' ? {} : { token }) })
}

function versionsIn(reply: Reply): readonly Version[] {
  return reply.status === 'versions' ? reply.versions : []
}

function first(reply: Reply, response: Response): void {
  response.setHeader('Cache-Control', 'no-cache')
  response.json(versionsIn(reply)[0])
}

function forEver(reply: Reply, response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  response.json(versionsIn(reply)[0])
}

function exported(reply: Reply, response: Response): void {
  const versions = versionsIn(reply)
  response.setHeader(
    'Content-Disposition',
    `attachment; filename="petaplan-${versions[0]?.id ?? 'study'}.json"`,
  )
  response.json({ kind: 'petaplan studies', versions })
}

function gone(_: Reply, response: Response): void {
  response.status(204).end()
}
