import { randomUUID } from 'node:crypto'
import { api, type Endpoint, making, persons } from './endpoint'
import type { ServerFixture, ViewerName } from './server-fixture'

const people: readonly ViewerName[] = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin']

const name = 'Notifications'

/** A mail channel of the viewer's own; an operator's where the viewer is no person. */
export async function ownChannel(server: ServerFixture, viewer: string): Promise<string> {
  const personId = people.find((one) => one === viewer) ?? 'operator'
  const id = randomUUID()
  await server.db.query(
    `INSERT INTO notice_channels (channel_id, kind, person_id, name, least_severity, nodes)
     VALUES ($1, 'mail', $2, $3, 'info', 'all')`,
    [id, personId, name],
  )
  return id
}

/** A message on one. */
export async function ownDelivery(server: ServerFixture, viewer: string): Promise<string> {
  const [made] = await server.db.query<{ delivery_id: string }[]>(
    `INSERT INTO notice_deliveries (channel_id, group_key) VALUES ($1, 'endpoint') RETURNING delivery_id`,
    [await ownChannel(server, viewer)],
  )
  if (!made) throw new Error('no delivery')
  return made.delivery_id
}

/** Routes about being told, each called for a channel of the viewer's own. */
export const channelRoutes: Record<string, Endpoint> = {
  'GET /api/v1/channels': {
    answers: persons,
    call: async () => ({ method: 'GET', path: api('/channels') }),
  },
  'POST /api/v1/channels': {
    answers: making(persons),
    call: async () => ({ method: 'POST', path: api('/channels'), body: { kind: 'mail', name } }),
  },
  'PUT /api/v1/channels/[channelId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'PUT',
      path: api(`/channels/${await ownChannel(server, viewer)}`),
      body: { name, quiet: { start: '22:00', end: '07:00', time_zone: 'Europe/Berlin' } },
    }),
  },
  'DELETE /api/v1/channels/[channelId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'DELETE',
      path: api(`/channels/${await ownChannel(server, viewer)}`),
    }),
  },
  'POST /api/v1/channels/[channelId]/test': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'POST',
      path: api(`/channels/${await ownChannel(server, viewer)}/test`),
    }),
  },
  'GET /api/v1/deliveries': {
    answers: persons,
    call: async () => ({ method: 'GET', path: api('/deliveries?limit=3') }),
  },
  'POST /api/v1/deliveries/[deliveryId]/again': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'POST',
      path: api(`/deliveries/${await ownDelivery(server, viewer)}/again`),
    }),
  },
}
