import { Confirm } from '@/components/ui/confirm'
import { RefusedButton } from '@/components/ui/refused-button'
import type { Action } from '@/components/ui/use-send'
import { mayMove } from '@/lib/campaigns/domain/campaign'
import type { CampaignPage } from '@/lib/campaigns/domain/campaign-page'

type Actions = { pause: Action; resume: Action; cancel: Action }

/** Pause or resume, and cancel what has not started; disabled, with why, for whoever may not. */
export function CampaignActions({ campaign, actions }: { campaign: CampaignPage; actions: Actions }) {
  const { id, state, refusal } = campaign
  const shared = { input: { campaignId: id } }
  const why = { name: 'reason', label: 'Why', least: 0 } as const
  const left = campaign.counts.approved + campaign.counts.waits
  // One sentence says it of all of them.
  if (refusal !== null && mayMove('cancel', state))
    return <RefusedButton label={mayMove('pause', state) ? 'Pause' : 'Resume'} refusal={refusal} />
  return (
    <>
      {mayMove('pause', state) && (
        <Confirm
          {...shared}
          action={actions.pause}
          label="Pause"
          confirm="Pause it"
          keep="Let it run"
          reason={why}
          done="The campaign is paused."
        >
          <p className="text-ink-2">No more of its jobs start. What runs goes on.</p>
        </Confirm>
      )}
      {mayMove('resume', state) && (
        <Confirm
          {...shared}
          action={actions.resume}
          label="Resume"
          confirm="Resume it"
          keep="Leave it"
          reason={state === 'stopped' ? { ...why, label: 'Why it can go on', least: 1 } : why}
          done="The campaign goes on."
        >
          <p className="text-ink-2">
            {state === 'stopped'
              ? 'What has failed so far no longer counts for its stop rule.'
              : 'Its jobs may start again.'}
          </p>
        </Confirm>
      )}
      {mayMove('cancel', state) && (
        <Confirm
          {...shared}
          danger
          action={actions.cancel}
          label="Cancel the rest…"
          confirm="Cancel the rest"
          keep="Keep it"
          reason={why}
          done="The rest is cancelled."
        >
          <p className="text-ink-2">
            {left} {left === 1 ? 'job that has' : 'jobs that have'} not started {left === 1 ? 'is' : 'are'}{' '}
            cancelled. What runs goes on. This cannot be undone.
          </p>
        </Confirm>
      )}
    </>
  )
}
