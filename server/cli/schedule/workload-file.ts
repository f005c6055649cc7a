import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGunzip, type Gunzip } from 'node:zlib'
import { queue, type Imported, type Read, type ReplayOptions } from '../../../sim/index.ts'
import { why } from '../writing/files.ts'
import { NotText, textGuard } from '../writing/text-guard.ts'

const chunkBytes = 1 << 18

/** Reads a workload piece by piece, unpacked where it is gzip whatever its name; `-` is standard input. */
export async function readWorkloadFile(
  path: string,
  options: ReplayOptions['import'],
): Promise<Read<Imported>> {
  const reader = queue.workloadReader(options)
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes })
  const guard = textGuard()
  let chunks = 0
  const push = (chunk: Uint8Array) => {
    chunks += 1
    reader.push(chunk)
    guard(chunk)
  }
  let unpack: Gunzip | null = null
  let isFirst = true
  try {
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) continue
      if (isFirst && path !== '-' && queue.isParquet(chunk)) return await readParquetFile(path, options)
      if (isFirst && chunk[0] === 0x1f && chunk[1] === 0x8b) unpack = unpackInto(push)
      isFirst = false
      if (unpack === null) push(chunk)
      else if (!unpack.write(chunk)) await once(unpack, 'drain')
    }
    if (unpack !== null) {
      unpack.end()
      await finished(unpack)
    }
  } catch (error) {
    // What is no text from the first chunk on is told by the reader, which knows such files by their first bytes.
    if (error instanceof NotText && chunks === 1) return reader.end()
    if (unpack !== null && isAboutGzip(error)) return reader.breakOff(brokenGzip(error))
    return { ok: false, problems: [{ field: 'file', message: `'${path}' ${why(error)}` }] }
  }
  return reader.end()
}

/** The package that unpacks Parquet is loaded for such a file alone. */
async function readParquetFile(path: string, options: ReplayOptions['import']): Promise<Read<Imported>> {
  const file = await open(path)
  try {
    const { size: byteLength } = await file.stat()
    const slice = async (start: number, end = byteLength) => {
      const bytes = new ArrayBuffer(end - start)
      await file.read(new Uint8Array(bytes), 0, end - start, start)
      return bytes
    }
    return await queue.readParquet({ byteLength, slice }, options, await import('hyparquet'))
  } finally {
    await file.close()
  }
}

function unpackInto(push: (chunk: Uint8Array) => void): Gunzip {
  const unpack = createGunzip({ chunkSize: chunkBytes })
  unpack.on('data', (chunk: Uint8Array) => {
    try {
      push(chunk)
    } catch (error) {
      unpack.destroy(error instanceof Error ? error : undefined)
    }
  })
  // Told again by whoever waits for it; without a listener it would end the process.
  unpack.on('error', () => undefined)
  return unpack
}

function isAboutGzip(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function brokenGzip(error: Error): string {
  const breaksOff = error.message.includes('unexpected end')
  return breaksOff ? 'the gzip stream breaks off' : `the gzip stream is damaged (${error.message})`
}
