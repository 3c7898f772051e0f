import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { isNowhere } from '@/lib/kernel/text/nowhere'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { type ChannelRow, type ChannelScope, readChannels } from '@/lib/notices/db/channels'
import { readDeliveries } from '@/lib/notices/db/deliveries'
import { noMailServer, nowhere } from '@/lib/notices/domain/channel'
import type { DeliveriesRequest } from '@/lib/notices/domain/channel-calls'
import type { ChannelsPage } from '@/lib/notices/domain/channels-page'

/** Their own and, for an administrator, the shared ones. */
const scopeOf = ({ id, role }: PersonViewer): ChannelScope => ({
  personId: id,
  shared: hasRole(role, 'admin'),
})

/** Why no mail can reach this address; null if one can. */
const mailProblem = (address: string): string | null =>
  isNowhere(address) ? nowhere : config().mail ? null : noMailServer

const shownChannel = (row: ChannelRow) => ({
  channel_id: row.channel_id,
  kind: row.kind,
  shared: row.person_id === null,
  name: row.name,
  address: row.kind === 'mail' ? row.email : row.host,
  kinds: row.kinds,
  least_severity: row.least_severity,
  nodes: row.nodes,
  label: row.label,
  quiet: row.quiet,
  enabled: row.enabled,
  created_at: row.created_at,
  problem: row.kind === 'mail' ? mailProblem(row.email ?? '') : null,
  last: row.last && { ...row.last, at: new Date(row.last.at) },
})

export async function apiChannels(viewer: PersonViewer) {
  const { manager } = await database()
  return { channels: (await readChannels(manager, scopeOf(viewer))).map(shownChannel) }
}

/** Messages on the viewer's channels, the newest first. */
export async function apiDeliveries(viewer: PersonViewer, { cursor, limit }: DeliveriesRequest) {
  const { manager } = await database()
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const found = await readDeliveries(manager, scopeOf(viewer), { after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    deliveries: rows.map(({ cursor_at: _, ...row }) => row),
    next_cursor:
      found.length > limit && last ? encodeCursor({ at: last.cursor_at, id: last.delivery_id }) : null,
  }
}

/** Both, for the page. */
export async function channelsPage(viewer: PersonViewer, request: DeliveriesRequest): Promise<ChannelsPage> {
  const [{ channels }, { deliveries, next_cursor }] = await Promise.all([
    apiChannels(viewer),
    apiDeliveries(viewer, request),
  ])
  return {
    channels: channels.map(({ created_at: _, last, ...channel }) => ({
      ...channel,
      last: last && { ...last, at: last.at.toISOString() },
    })),
    deliveries: deliveries.map((row) => ({
      ...{ delivery_id: row.delivery_id, channel: row.channel, title: row.title, notices: row.notices },
      ...{ state: row.state, attempts: row.attempts, answer: row.answer },
      ...{ nextAt: row.next_at?.toISOString() ?? null, createdAt: row.created_at.toISOString() },
    })),
    next: next_cursor,
    forAll: hasRole(viewer.role, 'admin'),
  }
}
