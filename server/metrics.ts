import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** Counts and times requests by route and status, and exposes them to Prometheus. */
export function createMetrics(): { readonly observe: RequestHandler; readonly expose: RequestHandler } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'petaplan_requests_total',
    help: 'Requests answered',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'petaplan_request_seconds',
    help: 'Time to answer a request',
    labelNames,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  const observe: RequestHandler = (request, response, next) => {
    const end = durations.startTimer()
    response.on('finish', () => {
      const labels = {
        method: request.method,
        route: routeOf(response.locals),
        status: String(response.statusCode),
      }
      requests.inc(labels)
      end(labels)
    })
    next()
  }
  const expose: RequestHandler = async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  }
  return { observe, expose }
}

/** The route's pattern, never the address itself, so that the number of series stays small. */
function routeOf(locals: Record<string, unknown>): string {
  const route = locals['route']
  return typeof route === 'string' ? route : 'other'
}
