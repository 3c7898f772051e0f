import type { Severity } from './notice'
import type { QuietHours } from './quiet-hours'

export const channelKinds = ['mail', 'browser', 'webhook', 'slack'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** Those that the server calls: administrators make them, for all. */
const sharedKinds = ['webhook', 'slack'] as const satisfies readonly ChannelKind[]
export const isShared = (kind: ChannelKind): boolean => sharedKinds.some((one) => one === kind)

export const channelKindNames: Readonly<Record<ChannelKind, string>> = {
  mail: 'E-mail',
  browser: 'Browser',
  webhook: 'Webhook',
  slack: 'Slack or compatible',
}

/** What a channel is told of, and when. `kinds` null: everything. */
export type Told = {
  kinds: readonly string[] | null
  least_severity: Severity
  nodes: 'all' | 'owned' | 'label'
  label: string | null
  quiet: QuietHours | null
}

export type DeliveryState = 'waiting' | 'sent' | 'failed'

export const withheld = 'Not sent: nobody who reads this channel may see it any more.'
export const nowhere = 'Nobody can be reached at an address below .invalid.'
export const noMailServer = 'Hakim has no mail server (HAKIM_SMTP_URL), so it sends no mail.'
