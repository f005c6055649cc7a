/** Runs in a worker thread. */
export { answerChunk as default } from './chunk.ts'
