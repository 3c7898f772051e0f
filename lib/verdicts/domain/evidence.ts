import { z } from 'zod'
import { verdicts } from './verdict'

// What a verdict rests on, as it is stored.

const state = z.object({ status: z.string(), code: z.string().nullable(), since: z.number() })
const time = z.number().nullable()

const figure = z.object({
  metric: z.string(),
  before: z.number(),
  during: z.number().nullable(),
  after: z.number(),
  usual: z.object({ change: z.number(), spread: z.number(), days: z.number() }).nullable(),
  reads: z.enum(['as_usual', 'higher', 'lower']).nullable(),
})

/** Times in epoch seconds. */
export const storedEvidence = z.object({
  verdict: z.enum(verdicts),
  why: z.enum([
    ...(['gone', 'still_there', 'other_illness', 'gone_late', 'came_back', 'comes_and_goes'] as const),
    ...(['still_well', 'ill_since', 'ill_late', 'ill_as_usual', 'more_severe'] as const),
    ...(['silent_before', 'silent_after'] as const),
  ]),
  before: state.nullable(),
  after: state.nullable(),
  goneAt: time,
  backAt: time,
  passing: z.object({ times: z.number(), longest: z.number() }).nullable(),
  heardUntil: time,
  run: z.object({ from: z.number(), to: z.number() }),
  /** Reports up to this time were looked at. */
  until: z.number(),
  /** The metric that the diagnosis names comes first. */
  figures: z.array(figure),
  /** The metric that the diagnosis before the run, else the one after it, names. */
  named: z.string().nullable(),
})
export type StoredEvidence = z.infer<typeof storedEvidence>
