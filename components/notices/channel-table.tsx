import clsx from 'clsx'
import { Confirm } from '@/components/ui/confirm'
import { SettingsTable } from '@/components/ui/settings-table'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { channelKindNames } from '@/lib/notices/domain/channel'
import type { ShownChannel } from '@/lib/notices/domain/channels-page'
import { toldText } from '@/lib/notices/domain/told-text'
import { AllowHere } from './allow-here'
import { DeliveryState } from './delivery-state'
import { EditChannel } from './edit-channel'
import { SendButton } from './send-button'

type Actions = { change: Action; remove: Action; test: Action<{ state: string; answer: string | null }> }

const columns = ['Channel', 'Tells of', 'Last message'].map((name) => ({ name }))
export const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'
export const row =
  'border-t first:border-t-0 hover:bg-sunken/60 @max-4xl:flex @max-4xl:flex-wrap @max-4xl:items-center @max-4xl:gap-x-4 @max-4xl:gap-y-1 @max-4xl:px-3.5 @max-4xl:py-2.5'

/** Where this person is told of something, and the shared channels for those who see them. */
export const ChannelTable = ({ rows, actions }: { rows: readonly ShownChannel[]; actions: Actions }) => (
  <SettingsTable caption="Channels" columns={columns}>
    {rows.map((channel) => (
      <ChannelRow key={channel.channel_id} channel={channel} actions={actions} />
    ))}
  </SettingsTable>
)

function ChannelRow({ channel, actions }: { channel: ShownChannel; actions: Actions }) {
  const { channel_id, name, quiet, last, problem } = channel
  return (
    <tr className={clsx(row, !channel.enabled && 'text-ink-2')}>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere] @max-4xl:basis-full')}>
        <bdi className="font-medium">{name}</bdi>
        {!channel.enabled && ' (off)'}
        <div className="text-xs text-ink-3">
          {channelKindNames[channel.kind]}
          {channel.shared && ', shared'}
          {channel.address !== null && (
            <>
              {' '}
              <bdi>{channel.address}</bdi>
            </>
          )}
        </div>
        {problem !== null && <div className="text-xs text-warning">{problem}</div>}
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        {toldText(channel)}
        {quiet !== null && (
          <div className="text-xs text-ink-3">
            quiet {quiet.start}–{quiet.end} {quiet.time_zone}
          </div>
        )}
      </td>
      <td className={cell}>
        {last === null ? (
          <span className="text-ink-3">none yet</span>
        ) : (
          <>
            <DeliveryState state={last.state} /> <TimeAgo iso={last.at} className="text-xs text-ink-3" />
          </>
        )}
      </td>
      <td className={clsx(cell, '@max-4xl:ml-auto')}>
        <div className="ml-auto flex w-fit flex-wrap items-center justify-end gap-1">
          {channel.kind === 'browser' && <AllowHere />}
          {channel.enabled && (
            <SendButton
              action={actions.test}
              input={{ channelId: channel_id }}
              label="Send a test"
              name={name}
            />
          )}
          <EditChannel channel={channel} change={actions.change} />
          <Confirm
            inline
            action={actions.remove}
            input={{ channelId: channel_id }}
            label="Delete"
            name={name}
            confirm="Yes, delete it"
            done={`Deleted ${name}`}
          >
            Its messages go with it.
          </Confirm>
        </div>
      </td>
    </tr>
  )
}
