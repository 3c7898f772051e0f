import { Card } from '@/components/ui/card'
import { MomentTime } from '@/components/ui/time-ago'
import type { ShownRota } from '@/lib/consent/domain/consent-page'
import { turnText } from '@/lib/consent/domain/rota-text'

/** Who is on duty in a group now, and who comes next. */
export function DutyCard({ rota }: { rota: ShownRota | null }) {
  if (!rota)
    return (
      <Card title="On duty">
        <p className="text-ink-2">No rota. A request tells the whole group at once.</p>
      </Card>
    )
  const [next] = rota.next
  return (
    <Card title="On duty" aside={turnText(rota)}>
      {rota.onDuty ? (
        <p className="text-lg font-title [overflow-wrap:anywhere]">
          <bdi>{rota.onDuty.name}</bdi>{' '}
          {next && (
            <span className="text-sm font-normal text-ink-2">
              until <MomentTime iso={next.at} />
            </span>
          )}
        </p>
      ) : (
        <p className="text-warning">
          Nobody: no one in the rota can vote now. Requests tell the whole group.
        </p>
      )}
      {rota.next.length > 0 && (
        <>
          <h3 className="mt-3 text-xs text-ink-3">Next hand-overs</h3>
          <ol>
            {rota.next.map(({ at, person }) => (
              <li
                key={at}
                className="flex min-h-9 flex-wrap items-center justify-between gap-2 border-t first:border-t-0"
              >
                <bdi className="min-w-0 [overflow-wrap:anywhere]">{person.name}</bdi>
                <span className="text-ink-2">
                  <MomentTime iso={at} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="mt-2 text-xs text-ink-2">
        A request that needs one vote of the group tells who is on duty, and the whole group after{' '}
        {rota.escalateMinutes} minutes if nobody of it has decided. Everybody in the group can vote at any
        time.
      </p>
    </Card>
  )
}
