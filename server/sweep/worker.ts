export { answerChunk as default } from './chunk.ts'
