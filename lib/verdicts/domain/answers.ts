import { z } from 'zod'
import { answeredTime } from '@/lib/kernel/json/answers'
import { verdicts } from './verdict'

// Whether a run helped, for the API's description, its routes and the tests of both.

export const verdictName = z.enum(verdicts)

const state = z.strictObject({
  status: z.string(),
  diagnosis: z.string().nullable().describe('Its code'),
  since: answeredTime,
})

export const verdictAnswer = z
  .strictObject({
    verdict: verdictName,
    sentence: z.string().describe('The verdict with what it rests on, in words'),
    settled_at: answeredTime
      .nullable()
      .describe('Null while it is preliminary, for 6 h after the end of the run'),
    looked_until: answeredTime.describe('Reports up to this time were looked at'),
    next_look_at: answeredTime.nullable().describe('Null when nothing more is to be seen'),
    before: state
      .nullable()
      .describe('What the node said when the run began; null: nothing three reports agree on'),
    after: state.nullable(),
    gone_at: answeredTime.nullable().describe('When the illness was gone'),
    back_at: answeredTime.nullable().describe('When it was back, within 7 d'),
    figures: z
      .array(
        z.strictObject({
          metric: z.string(),
          before: z.number(),
          during: z.number().nullable(),
          after: z.number(),
          usual_change: z.number().nullable().describe('At the same hours of the days before'),
          usual_spread: z.number().nullable(),
          reads: z
            .enum(['as_usual', 'higher', 'lower'])
            .nullable()
            .describe('Null with fewer than 5 days to compare'),
        }),
      )
      .describe(
        'Medians, in the unit of the metric; the one that the diagnosis names comes first; rates of counters',
      ),
  })
  .meta({ id: 'Verdict' })
