import { answerChunk, type Chunk, type ChunkAnswer } from './chunk.ts'

/** Runs in a worker thread. */
export default function answer(chunk: Chunk): ChunkAnswer {
  return answerChunk(chunk)
}
