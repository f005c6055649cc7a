import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Request, RequestHandler } from 'express'
import { sendProblem } from '../problems.ts'

/** Bytes of bodies that all requests hold together. */
export type BodyBudget = { taken: number; readonly most: number }

export type BodyOptions = {
  readonly mostBytes: number
  readonly budget: BodyBudget
  /** A sender who is silent for longer is gone. */
  readonly idleS: number
}

const unpackers = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress } as const

/** Reads a body as bytes, unpacked, and stops at the first byte too many: of its own limit, or of what all may hold. */
export function readBody({ mostBytes, budget, idleS }: BodyOptions): RequestHandler {
  return (request, response, next) => {
    const source = unpacked(request)
    if (source === null) {
      sendProblem(response, 'not-json-media')
      return
    }
    const pieces: Uint8Array[] = []
    let length = 0
    let isOver = false
    const release = () => {
      budget.taken -= length
      length = 0
    }
    response.once('close', release)
    const end = (problem: 'too-large' | 'unavailable' | 'not-json' | 'too-slow') => {
      if (isOver) return
      isOver = true
      request.unpipe()
      source.removeAllListeners('data')
      pieces.length = 0
      release()
      response.setHeader('Connection', 'close')
      sendProblem(response, problem)
      request.resume()
    }
    request.setTimeout(idleS * 1000, () => {
      if (!request.complete) end('too-slow')
    })
    source.on('data', (piece: Uint8Array) => {
      length += piece.length
      budget.taken += piece.length
      if (length > mostBytes) end('too-large')
      else if (budget.taken > budget.most) end('unavailable')
      else pieces.push(piece)
    })
    source.on('error', () => {
      end('not-json')
    })
    source.on('end', () => {
      if (isOver) return
      isOver = true
      request.setTimeout(0)
      request.body = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
      next()
    })
  }
}

/** The body as it was before it was packed; null for a packing that is not known. */
function unpacked(request: Request): Readable | null {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity') return request
  if (encoding !== 'gzip' && encoding !== 'deflate' && encoding !== 'br') return null
  return request.pipe(unpackers[encoding]())
}
