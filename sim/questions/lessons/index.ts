export { answerLesson } from './answer.ts'
export { lessons } from './contract.ts'
