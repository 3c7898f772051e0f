import { z } from 'zod'
import { answeredTime, anyJson, count, nextCursor } from '@/lib/kernel/json/answers'

// Answers about reports: one schema each, for the API's description, its routes and the tests of both.

const itemProblems = z.array(
  z.strictObject({
    index: count,
    error: z.string(),
    fields: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  }),
)

export const ingestedAnswer = z
  .strictObject({
    accepted: count,
    duplicates: count,
    rejected: itemProblems,
    warnings: itemProblems,
  })
  .meta({ id: 'Ingested' })

const storedReport = z
  .strictObject({
    report_id: z.guid(),
    target_node_did: z.string(),
    timestamp: answeredTime.nullable(),
    status: z.string(),
    metrics: anyJson,
    diagnosis: anyJson,
    raw_report: anyJson,
    ahead_seconds: z
      .number()
      .nullable()
      .describe('How far its time was ahead of its arrival, where that was over 5 minutes: never the latest'),
    left_out: z
      .boolean()
      .describe('Its metrics, diagnosis and raw_report are longer than an answer may be, and are null here'),
  })
  .meta({ id: 'Report' })

export const reportsAnswer = z.strictObject({ reports: z.array(storedReport), next_cursor: nextCursor })
