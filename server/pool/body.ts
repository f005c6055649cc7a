import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Request, RequestHandler } from 'express'
import type { Body } from '../json-bytes.ts'
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
      // Source: RFC 9110, 15.5.16.
      sendProblem(response.set('Accept-Encoding', Object.keys(unpackers).join(', ')), 'unknown-encoding')
      return
    }
    const kept = createPieces()
    let length = 0
    let sent = 0
    let isOver = false
    const said = Number(request.headers['content-length'])
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
      kept.take()
      release()
      // What is known to be short is heard to its end, so that its sender hears the answer.
      if (!(said <= mostBytes)) response.setHeader('Connection', 'close')
      sendProblem(response, problem)
      request.resume()
    }
    if (said > mostBytes) {
      end('too-large')
      return
    }
    request.setTimeout(idleS * 1000, () => {
      if (!request.complete) end('too-slow')
    })
    request.on('data', (piece: Uint8Array) => {
      sent += piece.length
    })
    source.on('data', (piece: Uint8Array) => {
      length += piece.length
      budget.taken += piece.length
      if (length > mostBytes || length > mostTimes * sent + blockBytes) end('too-large')
      else if (budget.taken > budget.most) end('unavailable')
      else kept.add(piece)
    })
    source.on('error', () => {
      end('not-json')
    })
    source.on('end', () => {
      if (isOver) return
      isOver = true
      request.setTimeout(0)
      request.body = kept.take()
      next()
    })
  }
}

const blockBytes = 1024 * 1024

/** Beyond what any log or list packs into: a body that grows so is made to fill a memory. */
const mostTimes = 100

/** A body of more than a block lies in memory that threads share, so that none of it is copied for them at once. */
function createPieces() {
  const blocks: Uint8Array[] = []
  let loose: Uint8Array[] = []
  let length = 0
  return {
    add: (piece: Uint8Array) => {
      loose.push(piece)
      length += piece.length
      if (length < blockBytes) return
      const block = new Uint8Array(new SharedArrayBuffer(length))
      let at = 0
      for (const one of loose) {
        block.set(one, at)
        at += one.length
      }
      blocks.push(block)
      loose = []
      length = 0
    },
    take: (): Body => {
      // Its own memory: a thread would be sent a copy of all that a view is a part of, 64 kB of a socket.
      const rest = new Uint8Array(Buffer.concat(loose))
      loose = []
      length = 0
      return [...blocks.splice(0), rest]
    },
  }
}

/** The body as it was before it was packed; null for a packing that is not known. */
function unpacked(request: Request): Readable | null {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity') return request
  if (encoding !== 'gzip' && encoding !== 'deflate' && encoding !== 'br') return null
  return request.pipe(unpackers[encoding]())
}
