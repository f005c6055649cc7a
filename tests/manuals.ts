import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Manual = { readonly path: string; readonly text: string }

const root = fileURLToPath(new URL('..', import.meta.url))

/** The README of the project and those beside the code, by their path in the project. */
export function manuals(): readonly Manual[] {
  const beside = ['server', 'sim'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  )
  return ['README.md', ...beside].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
