import { z } from 'zod'
import { readCampaigns } from '@/lib/campaigns/db/campaign-list'
import { hoursBetween, noteReminder, readAsked } from '@/lib/campaigns/db/reminders'
import { reminderNotice } from '@/lib/campaigns/domain/campaign-notice'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { notify } from '@/lib/notices/services/notify'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

export type Reminded = {
  campaign_id: string
  reminded: { person_did: string; person_name: string }[]
}

/** Reminds those who can decide on a pending job of a campaign and have not, each of their own jobs. */
export const remindOwners = (context: RightsContext, campaignId: string): Promise<Result<Reminded>> =>
  rightsTransaction(context, null, async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const known = z.guid().safeParse(campaignId).success
    const [campaign] = known ? await readCampaigns(tx, who, { id: campaignId, limit: 1 }) : []
    if (!campaign) return fail('not_found', 'There is no such campaign.')
    const refusal = refusalOf('remindOwners', who, campaign.requester_id === who.id ? ['requester'] : [])
    if (refusal) return fail('forbidden', refusal)
    const asked = await readAsked(tx, who, campaignId)
    if (asked.length === 0)
      return fail('conflict', 'Nobody has to be reminded: everybody who can decide has decided.', {
        present: campaign.state,
      })
    const people = asked.map(({ person_id }) => person_id)
    if (!(await noteReminder(tx, campaignId, who.id, people)))
      return fail('conflict', `They were reminded within the last ${hoursBetween} hours.`, {
        present: campaign.state,
      })
    await notify(
      tx,
      asked.map((one) => reminderNotice(campaign, who.name, one)),
    )
    return ok({
      campaign_id: campaignId,
      reminded: asked.map(({ did, name }) => ({ person_did: did, person_name: name })),
    })
  })
