/** The lessons and what they compute. */
export { answerLesson } from './answer.ts'
export { lessons } from './contract.ts'
