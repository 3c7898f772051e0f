import { z } from 'zod'
import { answeredTime, anyJson, count, nextCursor } from '@/lib/kernel/json/answers'

// Answers about nodes: one schema each, for the API's description, its routes and the tests of both.

export const nodeAnswer = z
  .strictObject({
    node_did: z.string(),
    name: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    owner: z.string().nullable().describe('The DID of the person who has owned it longest'),
    owners: z.array(z.string()).describe('DIDs'),
    state: z.string().describe('Its status, or Silent when it has not reported for too long'),
    status: z.string().nullable().describe('The status of its latest report'),
    status_since: answeredTime.nullable(),
    timestamp: answeredTime.nullable().describe('The time of its latest report'),
    age_seconds: z.int().nullable(),
    clock_ahead_seconds: z
      .int()
      .nullable()
      .describe('How far its clock runs ahead, where that is over a minute'),
    metrics: anyJson,
    diagnosis: anyJson,
    open_jobs: z.strictObject({ pending: count, approved: count, running: count, lost: count }),
  })
  .meta({ id: 'Node' })

export const nodesAnswer = z.strictObject({ nodes: z.array(nodeAnswer), next_cursor: nextCursor })

/** Whose token this is. */
export const agentAnswer = z.strictObject({
  node_did: z.string(),
  name: z.string().nullable(),
  server_time: answeredTime,
})
