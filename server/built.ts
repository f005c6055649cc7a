/**
 * Where the build writes a file, by its path below `dist`. Every bundle lies in a folder of `dist/server`; the tests run
 * from source, and threads and pages are those of the last build then too, for neither knows TypeScript.
 */
export function built(path: string): URL {
  const dist = import.meta.url.endsWith('.ts') ? '../dist/' : '../../'
  return new URL(dist + path, import.meta.url)
}
