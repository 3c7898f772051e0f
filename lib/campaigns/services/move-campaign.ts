import { z } from 'zod'
import { readCampaigns } from '@/lib/campaigns/db/campaign-list'
import { moveCampaign as move } from '@/lib/campaigns/db/campaigns'
import { campaignMove } from '@/lib/campaigns/domain/calls'
import { type CampaignState, type Move, mayMove, moves, stateNames } from '@/lib/campaigns/domain/campaign'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { skipJobs } from './skip-jobs'

export type Moved = { campaign_id: string; state: CampaignState }

/** Pauses, resumes or cancels a campaign; jobs that run go on. A cancelled one's requests are cancelled before this returns. */
export async function moveCampaign(
  context: RightsContext,
  verb: Move,
  campaignId: string,
  input: unknown,
): Promise<Result<Moved>> {
  const body = parseBody<z.output<typeof campaignMove>>(campaignMove, input, 'Nothing was changed.')
  if (!body.ok) return body
  const { to } = moves[verb]
  const done = await rightsTransaction(context, null, async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const known = z.guid().safeParse(campaignId).success
    const [campaign] = known ? await readCampaigns(tx, who, { id: campaignId, limit: 1 }) : []
    if (!campaign) return fail('not_found', 'There is no such campaign.')
    const refusal = refusalOf('moveCampaign', who, campaign.requester_id === who.id ? ['requester'] : [])
    if (refusal) return fail('forbidden', refusal)
    const { state } = campaign
    const reason = body.value.reason || null
    if (verb === 'resume' && state === 'stopped' && reason === null)
      return fail('invalid', 'Nothing was changed.', {
        fields: [{ path: 'reason', message: 'must say why it can go on' }],
      })
    const moved = mayMove(verb, state) && (await move(tx, campaignId, who.id, to, reason))
    return moved
      ? ok({ campaign_id: campaignId, state: to })
      : fail('conflict', `This campaign is ${stateNames[state].toLowerCase()}; nothing was changed.`, {
          present: state,
        })
  })
  if (done.ok && verb === 'cancel') await skipJobs(context.db)
  return done
}
