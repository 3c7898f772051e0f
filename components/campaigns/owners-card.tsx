import { Card } from '@/components/ui/card'
import type { OwnerShare } from '@/lib/campaigns/domain/campaign-page'

/** How far each owner is with deciding on the nodes of theirs. */
export function OwnersCard({ owners, viewerDid }: { owners: readonly OwnerShare[]; viewerDid: string }) {
  const [all, decided] = [owners.length, owners.filter(({ waits }) => waits === 0).length]
  return (
    <Card title="Consent, owner by owner" aside={`${decided} of ${all} have decided`}>
      {all === 0 && <p className="text-ink-2">None of these nodes has an owner; nobody can approve.</p>}
      <ul className="flex flex-col">
        {owners.map(({ person, nodes, decided: done, waits, refused }) => {
          const name = person.did === viewerDid ? 'You' : person.name
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
              <p className="text-xs text-ink-3">
                {[
                  ...(waits > 0 ? [`${waits} ${waits === 1 ? 'waits' : 'wait'}`] : []),
                  ...(refused > 0 ? [`${refused} refused`] : []),
                ].join(', ') || 'all decided'}
              </p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
