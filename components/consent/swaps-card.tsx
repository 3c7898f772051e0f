import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { MomentTime } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { ShownGroup, ShownRota } from '@/lib/consent/domain/consent-page'
import { SwapForm } from './swap-form'

/** Who takes whose duty for a time. */
export function SwapsCard(props: {
  group: ShownGroup
  rota: ShownRota
  may: boolean
  actions: Record<'addSwap' | 'removeSwap', Action>
}) {
  const { group, rota, may, actions } = props
  return (
    <Card title="Swaps">
      <ul>
        {rota.swaps.length === 0 && <li className="text-ink-2">None.</li>}
        {rota.swaps.map(({ swapId, person, insteadOf, starts, ends }) => (
          <li
            key={swapId}
            className="flex min-h-9 flex-wrap items-center justify-between gap-2 border-t py-1 first:border-t-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <bdi className="font-medium">{person.name}</bdi> instead of <bdi>{insteadOf.name}</bdi>
              <span className="block text-xs text-ink-2">
                <MomentTime iso={starts} /> – <MomentTime iso={ends} />
              </span>
            </span>
            {may && (
              <Confirm
                inline
                action={actions.removeSwap}
                input={{ group: group.groupId, swapId }}
                label="Remove"
                name={`${person.name} instead of ${insteadOf.name}`}
                confirm="Yes, remove it"
              >
                Remove this swap?
              </Confirm>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <div className="mt-2.5 border-t pt-3.5">
          <SwapForm group={group} rota={rota} add={actions.addSwap} />
        </div>
      )}
    </Card>
  )
}
