export { answerAnnex } from './answer.ts'
export { annexMarkdown } from './markdown.ts'
