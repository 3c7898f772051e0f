import { z } from 'zod'
import { answeredTime, anyJson, count, nextCursor } from '@/lib/kernel/json/answers'
import { campaignStates } from './campaign'
import { dryRunStates } from './dry-runs'

// Answers to calls about campaigns: one schema each, for the API's description, its routes and the tests of both.

const person = z.strictObject({ did: z.string(), name: z.string() }).nullable()
const state = z.enum(campaignStates)

const listed = {
  campaign_id: z.guid(),
  ...{ name: z.string(), task_name: z.string(), params: anyJson, reason: z.string() },
  requester: person,
  created_at: answeredTime,
  state,
  state_at: answeredTime,
  state_by: person.describe('Who paused, resumed or cancelled it; null: the clock'),
  state_reason: z.string().nullable().describe('In their words; of the clock `failures` or `worse`'),
  ended_at: answeredTime.nullable().describe('Since when none of its jobs can start or runs'),
  wave_size: count,
  pause_minutes: count,
  wait_minutes: count,
  at_once: count.nullable(),
  stop_failures: count.nullable(),
  stop_worse: z.boolean(),
  waves: count,
  wave: count.nullable().describe('The last that has begun'),
  jobs: z.record(z.string(), count).describe('By status, on nodes that the viewer may see'),
  worse: count.describe('Of them, those judged Worse'),
}

export const campaignsAnswer = z.strictObject({
  campaigns: z.array(z.strictObject(listed).meta({ id: 'Campaign' })),
  next_cursor: nextCursor,
})

export const campaignAnswer = z.strictObject({
  ...listed,
  each_wave: z.array(
    z.strictObject({
      wave: count,
      opened_at: answeredTime.nullable(),
      waits_until: answeredTime.nullable().describe('What has not started by then is skipped'),
      ended_at: answeredTime.nullable(),
      jobs: z.array(
        z.strictObject({
          job_id: z.guid(),
          node_did: z.string(),
          node_name: z.string().nullable(),
          status: z.string(),
          verdict: z.string().nullable(),
          dry_run: z
            .enum(dryRunStates)
            .nullable()
            .describe('Whether its node has found out what it would change; null: nobody asked'),
        }),
      ),
    }),
  ),
})

export const startedAnswer = z.strictObject({
  campaign_id: z.guid(),
  jobs: count,
  dry_runs: count.describe('Of them, those that wait for what their node finds out'),
  left_out: z.array(z.strictObject({ node_did: z.string(), why: z.string() })).describe('With `fleet`'),
})

export const movedAnswer = z.strictObject({ campaign_id: z.guid(), state })

export const remindedAnswer = z.strictObject({
  campaign_id: z.guid(),
  reminded: z
    .array(z.strictObject({ person_did: z.string(), person_name: z.string() }))
    .describe('Whoever can decide on a pending job and has not'),
})
