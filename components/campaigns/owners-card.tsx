import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { CampaignPage, OwnerShare } from '@/lib/campaigns/domain/campaign-page'

/** How far each owner is with deciding on the nodes of theirs. */
export function OwnersCard({
  campaign,
  viewerDid,
  remind,
}: {
  campaign: CampaignPage
  viewerDid: string
  remind: Action
}) {
  const { owners, reminder } = campaign
  const [all, decided] = [owners.length, owners.filter(({ waits }) => waits === 0).length]
  return (
    <Card title="Consent, owner by owner" aside={`${decided} of ${all} have decided`}>
      {all === 0 && <p className="text-ink-2">None of these nodes has an owner; nobody can approve.</p>}
      <ul className="flex flex-col">
        {owners.map((owner) => {
          const { person, nodes, decided: done } = owner
          const name = person.did === viewerDid ? 'You' : person.name
          const again = owner.waits > 0 && reminder?.people.includes(person.did) === true
          return (
            <li key={person.did} className="border-t py-2.5 first:border-t-0 first:pt-0 last:pb-0">
              <div className="flex justify-between gap-3">
                <bdi className="min-w-0 truncate font-medium">{name}</bdi>
                <span className="whitespace-nowrap">
                  {done} of {nodes} {nodes === 1 ? 'node' : 'nodes'}
                </span>
              </div>
              <div
                role="progressbar"
                aria-label={`Approved on nodes of ${name}`}
                aria-valuenow={done}
                aria-valuemin={0}
                aria-valuemax={nodes}
                className="my-1.5 h-1.5 overflow-hidden rounded-full bg-hair"
              >
                <div className="h-full bg-healthy" style={{ width: `${(100 * done) / nodes}%` }} />
              </div>
              <p className="flex flex-wrap justify-between gap-x-3 text-xs text-ink-3">
                <span>{shareText(owner)}</span>
                {again ? (
                  <span>
                    reminded <TimeAgo iso={reminder.at} />
                  </span>
                ) : (
                  owner.waits > 0 && (
                    <span>
                      asked <TimeAgo iso={campaign.createdAt} />
                    </span>
                  )
                )}
                {owner.refusedWhy !== null && (
                  <bdi className="w-full min-w-0 [overflow-wrap:anywhere]">refused: “{owner.refusedWhy}”</bdi>
                )}
              </p>
            </li>
          )
        })}
      </ul>
      <Remind campaign={campaign} remind={remind} />
    </Card>
  )
}

const shareText = ({ waits, refused }: OwnerShare): string =>
  [
    ...(waits > 0 ? [`${waits} ${waits === 1 ? 'waits' : 'wait'}`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ].join(', ') || 'all decided'

/** Reminds those who can decide and have not, or says when and by whom they were reminded. */
function Remind({ campaign, remind }: { campaign: CampaignPage; remind: Action }) {
  const { id, asked, reminder, remindRefusal } = campaign
  const again = reminder !== null && Date.parse(reminder.nextAt) > Date.now()
  if (asked === 0 && reminder === null) return null
  return (
    <div className="mt-3 flex flex-col gap-2 border-t pt-3">
      {reminder !== null && (
        <p className="text-xs text-ink-2">
          Reminded <TimeAgo iso={reminder.at} /> by <bdi>{reminder.by ?? 'somebody who has left'}</bdi>
          {again && asked > 0 && (
            <>
              ; again <TimeAgo iso={reminder.nextAt} /> at the earliest
            </>
          )}
        </p>
      )}
      {asked > 0 && !again && (
        <Confirm
          input={{ campaignId: id }}
          action={remind}
          label={asked === 1 ? 'Remind 1 person' : `Remind ${asked} people`}
          confirm="Remind them"
          keep="Not now"
          refusal={remindRefusal}
          done="They are told."
        >
          <p className="text-ink-2">
            Whoever can decide on one of these requests and has not is told which wait for them, in the ways
            that they have chosen. Once in six hours.
          </p>
        </Confirm>
      )}
    </div>
  )
}
