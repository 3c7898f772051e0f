import { z } from 'zod'

/** A request to a reader process: the call, its input, and whether to return the result as well as the time. */
export const readerRequest = z.object({
  id: z.number(),
  call: z.enum([
    ...(['series', 'find', 'find-columns', 'nodes', 'latest-page', 'latest-all'] as const),
    ...(['jobs-page', 'jobs-cursor', 'jobs-counts', 'given-jobs-page', 'given-jobs-counts'] as const),
    ...(['board', 'given-search'] as const),
  ]),
  input: z.unknown(),
  wanted: z.boolean(),
})
export type ReaderRequest = z.infer<typeof readerRequest>

export const readerAnswer = z.object({
  id: z.number(),
  ms: z.number(),
  value: z.unknown(),
  error: z.string().nullable(),
})
export type ReaderAnswer = z.infer<typeof readerAnswer>

export const seriesInput = z.object({
  did: z.string(),
  from: z.number(),
  to: z.number(),
  metrics: z.array(z.string()),
  /** Seconds; 0 lets Hakim choose. */
  step: z.number(),
})
export type SeriesInput = z.infer<typeof seriesInput>

const column = z.array(z.number().nullable())
export const seriesValue = z.object({
  from: z.number(),
  step: z.number(),
  metrics: z.record(
    z.string(),
    z.object({ t: z.array(z.number()), count: column, min: column, avg: column, max: column }),
  ),
})
/** Buckets of each metric in columns; null for a bucket without samples. */
export type SeriesValue = z.infer<typeof seriesValue>

/** A position in the list of jobs. */
export const jobCursor = z.object({ at: z.string(), id: z.string() })
export const jobsInput = z.object({ status: z.string(), cursor: jobCursor.nullable() })
export const searchInput = z.object({ q: z.string() })
export const offsetInput = z.object({ offset: z.number() })
