import { z } from 'zod'
import { jobRequest } from '@/lib/jobs/domain/calls'
import { anyDid } from '@/lib/kernel/did/did'
import { reasonText, shownName } from '@/lib/kernel/json/schemas'
import { filterText, pageCursor, whole } from '@/lib/kernel/url/query'
import { campaignStates, mostNodes, usualRules } from './campaign'

// What people send about campaigns: one schema per call, used by services, forms and the API's description.

const between = (least: number, most: number, unit = '') =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}${unit}`)
    .max(most, `must be at most ${most.toLocaleString('en-GB')}${unit}`)

/** How long an approval may wait for a dry run. */
const dryRunMinutes = 10

const minutes = (least: number) => between(least, 10_080, ' minutes')

const { task_name, params, reason, idempotency_key, window, expires_at, dry_run } = jobRequest.shape

/** Nodes by what the list of the fleet filters by. */
const fleet = z
  .strictObject({
    q: filterText.optional(),
    state: filterText.optional(),
    label: filterText.regex(/^[^:]+:/, 'must be key:value').optional(),
    owner: filterText.optional().describe('A DID, `me` or `none`'),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), 'must filter by something')

export const campaignRequest = z
  .strictObject({
    ...{ name: shownName(), task_name, params, reason },
    nodes: z
      .array(anyDid)
      .min(1, 'must name a node')
      .max(mostNodes, `must be at most ${mostNodes} nodes`)
      .refine((dids) => new Set(dids).size === dids.length, 'must name each node once')
      .optional()
      .describe('In the order of their waves; one that does not fit refuses them all'),
    fleet: fleet
      .optional()
      .describe('Instead of `nodes`; those that do not fit are left out, and the answer says why'),
    wave_size: between(1, mostNodes).default(usualRules.wave_size),
    pause_minutes: minutes(0).default(usualRules.pause_minutes).describe('Between two waves'),
    wait_minutes: minutes(1)
      .default(usualRules.wait_minutes)
      .describe('After which what has not started in a wave is skipped'),
    at_once: between(1, mostNodes)
      .nullable()
      .default(usualRules.at_once)
      .describe('How many may run at once; null: all of a wave'),
    stop_failures: between(1, mostNodes)
      .nullable()
      .default(usualRules.stop_failures)
      .describe('How many Failed or Lost jobs stop it; null: none do'),
    stop_worse: z.boolean().default(usualRules.stop_worse).describe('Whether a verdict Worse stops it'),
    ...{ window, expires_at, idempotency_key },
    dry_run: dry_run.describe(
      'Each node that can finds out first what it would change; approvals of its job wait for that, for ten minutes at most',
    ),
  })
  .refine(({ nodes, fleet: filter }) => (nodes === undefined) !== (filter === undefined), {
    path: ['nodes'],
    message: 'must name the nodes, unless `fleet` filters them',
  })
  .refine((request) => !request.dry_run || request.wait_minutes > dryRunMinutes, {
    path: ['wait_minutes'],
    message: `must be more than ${dryRunMinutes} minutes: that is how long approvals may wait for dry runs`,
  })
export type CampaignRequest = z.output<typeof campaignRequest>

export const campaignMove = z.strictObject({ reason: reasonText.default('') })

export const campaignsQuery = z.strictObject({
  state: z
    .enum([...campaignStates, 'open', 'all'])
    .default('all')
    .describe('`open`: not cancelled or finished'),
  cursor: pageCursor.optional(),
  limit: whole(1, 200, 50),
})
export type CampaignsRequest = z.infer<typeof campaignsQuery>
