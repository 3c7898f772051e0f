import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'
import type { ShownGroup, ShownRota } from '@/lib/consent/domain/consent-page'
import { dayText } from '@/lib/kernel/time/calendar-day'
import { dayAt } from '@/lib/kernel/time/time-zone'
import { RotaForm } from './rota-form'

/** The order of a group's turns, and its form for those who can change groups; `zone` is the reader's own. */
export function RotaCard(props: {
  group: ShownGroup
  rota: ShownRota | null
  refusal: string | null
  zone: string
  actions: Record<'setRota' | 'removeRota', Action>
}) {
  const { group, rota, refusal, zone, actions } = props
  if (refusal !== null)
    return (
      <Card title="Rota" aside={refusal}>
        <ol className="list-decimal pl-5">
          {rota?.people.map(({ did, name, available }) => (
            <li key={did} className="[overflow-wrap:anywhere]">
              <bdi>{name}</bdi>
              {!available && <span className="ml-2 text-xs text-warning">cannot vote: passed over</span>}
            </li>
          ))}
        </ol>
        {!rota && <p className="text-ink-2">None.</p>}
      </Card>
    )
  if (group.members.length === 0)
    return (
      <Card title="Rota">
        <p className="text-ink-2">Add members to the group first.</p>
      </Card>
    )
  const written = rota && { ...rota, onDuty: null, next: null, swaps: null }
  return (
    <Card
      title="Rota"
      aside={
        rota && (
          <Confirm
            inline
            action={actions.removeRota}
            input={{ group: group.groupId }}
            label="Remove rota"
            name={group.name}
            confirm="Yes, remove it"
          >
            Requests tell the whole group again.
          </Confirm>
        )
      }
    >
      {/* Written again where somebody has changed it meanwhile. */}
      <RotaForm
        key={JSON.stringify([group.members, written])}
        group={group}
        rota={rota}
        today={dayText(dayAt(Date.now() / 1_000, zone))}
        zone={zone}
        save={actions.setRota}
      />
    </Card>
  )
}
