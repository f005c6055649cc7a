/** The lessons and what they compute. */
export { answerLesson, isRight } from './answer.ts'
export { lessons } from './contract.ts'
