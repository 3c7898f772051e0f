import type { ChannelKind, DeliveryState, Told } from './channel'

/** A channel on its page; times in ISO 8601. */
export type ShownChannel = Told & {
  channel_id: string
  kind: ChannelKind
  shared: boolean
  name: string
  address: string | null
  enabled: boolean
  /** Why nothing can arrive there. */
  problem: string | null
  last: { state: DeliveryState; at: string; answer: string | null } | null
}

/** A message on the page. */
export type ShownDelivery = {
  delivery_id: string
  channel: string
  title: string | null
  notices: number
  state: DeliveryState
  attempts: number
  nextAt: string | null
  answer: string | null
  createdAt: string
}

export type ChannelsPage = {
  channels: ShownChannel[]
  deliveries: ShownDelivery[]
  /** The cursor of older messages; null on the last page. */
  next: string | null
  /** Whether the viewer can create channels that call a URL. */
  forAll: boolean
}

/** A message that an open page shows. */
export type BrowserMessage = { delivery_id: string; title: string; text: string; path: string }
