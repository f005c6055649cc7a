import byEnding from '../data/by-ending.json' with { type: 'json' }
import { schemaOf } from '../openapi.ts'
import { operations, type Operation } from '../operations.ts'
import { problemKinds, type ProblemName } from '../problems.ts'
import { references, titleOf } from './reference.ts'
import { sharedRoutes } from '../store/contract.ts'

/** The API described for people: one page without script, made from the operations. */
export function docsPage(): string {
  return page('API', [
    '<p>JSON over HTTP under <code>/api/v1</code>: the same questions and the same answers as the command line and the page.',
    'The contract is <a href="api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
    '<h2>The reference</h2><ul>',
    ...[...references].map(
      ([name, text]) => `<li><a href="docs/${name}">${escapeHtml(titleOf(text))}</a></li>`,
    ),
    '</ul>',
    ...operations.map(section),
    `<h2><code>GET /api/v1/{question}.{ending}</code></h2><p>${byEnding.get.summary}. ${byEnding.get.description}</p>`,
    "<pre>curl 'http://127.0.0.1:8080/api/v1/estimate.csv?model=llama-3-8b&amp;tokens=1T&amp;system=alps&amp;gpus=64'</pre>",
    '<h2>What teams save</h2><p>Where PETAPLAN_DATA names a folder. Each study and each job has a token of its own.</p><dl>',
    ...sharedRoutes.map(
      ({ method, path, summary }) =>
        `<dt><code>${method.toUpperCase()} /api/v1${path}</code></dt><dd>${summary}.</dd>`,
    ),
    '</dl>',
    '<h2>Problems</h2><p>Every failure is <code>application/problem+json</code> (RFC 9457).</p><dl>',
    ...Object.entries(problemKinds).map(
      ([name, { status, title, help }]) =>
        `<dt><a href="problems/${name}">${name}</a> · ${String(status)}</dt><dd>${title}. ${help}</dd>`,
    ),
    '</dl>',
  ])
}

export function problemPage(name: ProblemName): string {
  const { status, title, help } = problemKinds[name]
  const body = [`<p>Status ${String(status)}. ${help}</p>`, '<p><a href="../docs">The API</a></p>']
  return page(title, body, '..')
}

function section(operation: Operation): string {
  const address = `/api/v1${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
  const sample = operation.path.replace(':kind', 'systems').replace(':id', 'alps')
  return [
    `<h2><code>${operation.method.toUpperCase()} ${address}</code></h2>`,
    `<p>${operation.summary}. ${operation.description}</p>`,
    operation.schema === null ? '' : fields(schemaOf(operation)),
    `<pre>${curl(operation, sample)}</pre>`,
  ].join('\n')
}

function curl({ method, example }: Operation, sample: string): string {
  const address = `http://127.0.0.1:8080/api/v1${sample}`
  if (method === 'get') return `curl ${address}`
  return escapeHtml(
    `curl ${address} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(example)}'`,
  )
}

function fields(schema: unknown): string {
  const required = inside(schema, 'required')
  const entries = Object.entries(propertiesOf(schema))
  const rows = entries.map(([name, described]) => {
    const must = Array.isArray(required) && required.includes(name) ? 'required' : ''
    return `<tr><th scope="row"><code>${name}</code></th><td>${escapeHtml(String(inside(described, 'description') ?? ''))}</td><td>${must}</td></tr>`
  })
  return `<div class="wide"><table><thead><tr><th>Field</th><th>What it holds</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

export function propertiesOf(schema: unknown): Readonly<Record<string, unknown>> {
  const choices = inside(schema, 'anyOf')
  const parts: readonly unknown[] = Array.isArray(choices) ? choices : [schema]
  return Object.assign({}, ...parts.map((part) => inside(part, 'properties')))
}

function inside(value: unknown, key: string): unknown {
  return Object.entries(Object(value)).find(([name]) => name === key)?.[1]
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** @param root the way from this page to the server's own path, which a proxy may show below another */
function page(title: string, body: readonly string[], root = '.'): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Petaplan</title><link rel="stylesheet" href="${root}/docs.css"></head>
<body><header><a href="${root}/">Petaplan</a></header><main><h1>${title}</h1>
${body.join('\n')}
</main></body></html>`
}
