import { z } from 'zod'
import { answeredTime, anyJson, count, nextCursor, warnings } from '@/lib/kernel/json/answers'
import { nodeTrust } from './node-trust'

// Answers about nodes: one schema each, for the API's description, its routes and the tests of both.

const nodeInList = z.strictObject({
  node_did: z.string(),
  name: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  owner: z.string().nullable().describe('The DID of the person who has owned it longest'),
  owners: z.array(z.string()).describe('DIDs'),
  state: z
    .string()
    .describe(
      'Its status, Silent when no report has arrived for too long, or Unknown when none that arrived says how it is now',
    ),
  status: z
    .string()
    .nullable()
    .describe('The status of its latest report: the newest that was at most 5 minutes ahead of its arrival'),
  status_since: answeredTime.nullable(),
  flaps_to: z
    .string()
    .nullable()
    .describe(
      'While its last eight changes of status lie within two hours: the worst of them, by which the list is sorted',
    ),
  timestamp: answeredTime.nullable().describe('The time of its latest report'),
  heard_at: answeredTime.nullable().describe('When a report of it last arrived, by the database’s clock'),
  age_seconds: z.int().nullable().describe('Seconds since then'),
  clock_ahead_seconds: z
    .int()
    .nullable()
    .describe('How far its clock runs ahead, where that is over a minute'),
  clock_behind_seconds: z
    .int()
    .nullable()
    .describe('How old its latest report was on arrival, where that is over a minute and over its interval'),
  metrics: anyJson,
  diagnosis: anyJson,
  open_jobs: z
    .strictObject({ pending: count, approved: count, running: count, lost: count })
    .nullable()
    .describe('Null while another program has locked the table of jobs'),
  retired_at: answeredTime.nullable().describe('Out of service since then'),
  retired_reason: z.string().nullable(),
})

export const nodesAnswer = z.strictObject({
  nodes: z.array(nodeInList.meta({ id: 'Node' })),
  next_cursor: nextCursor,
})

export const nodeAnswer = nodeInList
  .extend({
    newest_ahead: answeredTime
      .nullable()
      .describe('The time of its newest report, where that is yet to come: its series reach up to there'),
    consent: nodeTrust
      .nullable()
      .describe(
        'Whose signatures its agent says that it requires, from its own tasks file; null: nobody’s, as far as is known',
      ),
  })
  .meta({ id: 'OneNode' })

export const pinnedNodeAnswer = z.strictObject({ node_did: z.string(), pinned: z.boolean() })
export const nodeNameAnswer = z.strictObject({ name: z.string().nullable() })
export const nodeLabelsAnswer = z.strictObject({ labels: z.record(z.string(), z.string()) })
export const retiredNodeAnswer = z.strictObject({
  retired_at: answeredTime,
  cancelled: count.describe('How many open jobs ended with it'),
  tokens: count.describe('How many tokens of its agent were revoked'),
})
export const restoredNodeAnswer = z.strictObject({ warnings })

/** Whose token this is. */
export const agentAnswer = z.strictObject({
  node_did: z.string(),
  name: z.string().nullable(),
  server_time: answeredTime,
})
