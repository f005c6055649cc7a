import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { destination, pino, type Logger } from 'pino'

/** Structured logs on stderr, one line a request; stdout stays free. */
export function createLogger(level: string): Logger {
  return pino({ level }, destination(2))
}

/** Gives each request an id, answers it in `X-Request-Id`, and logs how it went. */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID()
    const start = performance.now()
    response.locals['requestId'] = id
    response.setHeader('X-Request-Id', id)
    response.on('finish', () => {
      const ms = Math.round((performance.now() - start) * 10) / 10
      const line = { id, method: request.method, path: request.path, status: response.statusCode, ms }
      if (response.statusCode >= 500) logger.error(line)
      else logger.info(line)
    })
    next()
  }
}
