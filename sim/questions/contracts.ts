import { annexAnswer } from './annex/answer.ts'
import { annexInput } from './annex/input.ts'
import { estimateAnswer } from './estimate/answer.ts'
import { askedInput } from './estimate/promises/input.ts'
import { ledgerAnswer } from './evidence/answer.ts'
import { investAnswer } from './invest/answer.ts'
import { investInputSchema } from './invest/schema.ts'
import { layoutsAnswer } from './layouts/answer-schema.ts'
import { layoutsInput } from './layouts/input.ts'
import { pilotInput } from './pilot/input.ts'
import { pilotAnswer } from './pilot/profile.ts'
import { predictAnswer } from './predict/answer-schema.ts'
import { predictInputSchema } from './predict/schema.ts'
import { scheduleAnswer } from './queue/answer.ts'
import { replayWords, scheduleSchema } from './queue/schema.ts'
import { sbatchAnswer } from './sbatch/answer-schema.ts'
import { sbatchInputSchema, sbatchWords } from './sbatch/input.ts'
import { sweepAnswer } from './sweep/answer.ts'
import { sweepInput } from './sweep/input.ts'
import { tradeoffsAnswer } from './tradeoffs/answer.ts'
import { tradeoffsInputSchema, tradeoffsWords } from './tradeoffs/schema.ts'

/**
 * The questions by their names: the schema of what is asked and of what is answered, and the words of the options that
 * the command line shows where they are not in the schema itself.
 */
export const questions = {
  annex: { schema: annexInput, answerSchema: annexAnswer },
  estimate: { schema: askedInput, answerSchema: estimateAnswer },
  evidence: { answerSchema: ledgerAnswer },
  invest: { schema: investInputSchema, answerSchema: investAnswer },
  layouts: { schema: layoutsInput, answerSchema: layoutsAnswer },
  pilot: { schema: pilotInput, answerSchema: pilotAnswer },
  predict: { schema: predictInputSchema, answerSchema: predictAnswer },
  queue: { schema: scheduleSchema, answerSchema: scheduleAnswer, words: replayWords },
  sbatch: { schema: sbatchInputSchema, answerSchema: sbatchAnswer, words: sbatchWords },
  sweep: { schema: sweepInput, answerSchema: sweepAnswer },
  tradeoffs: { schema: tradeoffsInputSchema, answerSchema: tradeoffsAnswer, words: tradeoffsWords },
} as const
