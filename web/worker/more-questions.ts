/** The larger questions, in a file that the worker loads when a view first asks one. */
export { answerInvest, answerTradeoffs, investCases } from '../../sim/index.ts'
