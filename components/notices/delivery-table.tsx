import clsx from 'clsx'
import { SettingsTable } from '@/components/ui/settings-table'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { countText } from '@/lib/kernel/text/count-text'
import type { ShownDelivery } from '@/lib/notices/domain/channels-page'
import { cell, row } from './channel-table'
import { DeliveryState } from './delivery-state'
import { SendButton } from './send-button'

const columns = ['Message', 'Channel', 'State', 'Attempts', 'Answer'].map((name) => ({ name }))

/** Messages, newest first, and what became of them. */
export const DeliveryTable = (props: {
  rows: readonly ShownDelivery[]
  again: Action<{ state: string; answer: string | null }>
}) => (
  <SettingsTable caption="Messages, newest first" columns={columns}>
    {props.rows.map((one) => (
      <DeliveryRow key={one.delivery_id} one={one} again={props.again} />
    ))}
  </SettingsTable>
)

function DeliveryRow({
  one,
  again,
}: {
  one: ShownDelivery
  again: Action<{ state: string; answer: string | null }>
}) {
  const title = one.title ?? 'About nodes that you may not see'
  return (
    <tr className={row}>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere] @max-4xl:basis-full')}>
        <bdi>{title}</bdi>
        {one.notices > 1 && <span className="text-ink-2"> and {countText(one.notices - 1)} more</span>}
        <div className="text-xs text-ink-3">
          <TimeAgo iso={one.createdAt} />
        </div>
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        <bdi>{one.channel}</bdi>
      </td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <DeliveryState state={one.state} />
      </td>
      <td className={cell}>
        {one.attempts}
        <span className="@4xl:hidden"> {one.attempts === 1 ? 'attempt' : 'attempts'}</span>
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        {one.answer}
        {one.nextAt !== null && (
          <div className="text-xs text-ink-3">
            next <TimeAgo iso={one.nextAt} />
          </div>
        )}
      </td>
      <td className={clsx(cell, '@max-4xl:ml-auto')}>
        <div className="ml-auto w-fit">
          <SendButton
            action={again}
            input={{ deliveryId: one.delivery_id }}
            label="Send again"
            name={title}
          />
        </div>
      </td>
    </tr>
  )
}
