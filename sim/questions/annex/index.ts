/** A proposal's annex and how it reads. */
export { answerAnnex } from './answer.ts'
export { annexMarkdown } from './markdown.ts'
