import { randomUUID } from 'node:crypto'
import { admins, api, type Endpoint, fixed, making, nodePath, persons } from './endpoint'
import type { ServerFixture, ViewerName } from './server-fixture'

const people: readonly ViewerName[] = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin']

/** A view of the viewer's own; an operator's where the viewer is no person. */
async function ownView(server: ServerFixture, viewer: string): Promise<string> {
  const [made] = await server.db.query<{ view_id: string }[]>(
    `INSERT INTO saved_views (person_id, name, page, query) VALUES ($1, $2, 'fleet', '') RETURNING view_id`,
    [people.find((one) => one === viewer) ?? 'operator', `View ${randomUUID()}`],
  )
  if (!made) throw new Error('no view')
  return made.view_id
}

async function aWallLink(server: ServerFixture): Promise<string> {
  const [made] = await server.db.query<{ link_id: string }[]>(
    `INSERT INTO wall_links (token_hash, name, page, query, created_by)
     VALUES (sha256(convert_to($1, 'UTF8')), 'Wall', 'map', '', 'admin') RETURNING link_id`,
    [randomUUID()],
  )
  if (!made) throw new Error('no link')
  return made.link_id
}

/** Routes about saved views, pins and links for walls. */
export const viewRoutes: Record<string, Endpoint> = {
  'GET /api/v1/views': { answers: persons, call: fixed('GET', api('/views?page=fleet')) },
  'POST /api/v1/views': {
    answers: making(persons),
    call: async (_server, _viewer) => ({
      method: 'POST',
      path: api('/views'),
      body: { name: `View ${randomUUID()}`, page: 'fleet', query: 'state=Error' },
    }),
  },
  'PUT /api/v1/views/[viewId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'PUT',
      path: api(`/views/${await ownView(server, viewer)}`),
      body: { query: 'state=Silent' },
    }),
  },
  'DELETE /api/v1/views/[viewId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'DELETE',
      path: api(`/views/${await ownView(server, viewer)}`),
    }),
  },
  'PUT /api/v1/nodes/[did]/pin': { answers: persons, call: fixed('PUT', nodePath('/pin')) },
  'DELETE /api/v1/nodes/[did]/pin': { answers: persons, call: fixed('DELETE', nodePath('/pin')) },
  'GET /api/v1/wall-links': { answers: admins, call: fixed('GET', api('/wall-links')) },
  'POST /api/v1/wall-links': {
    answers: making(admins),
    call: fixed('POST', api('/wall-links'), {
      ...{ name: 'Operations', page: 'map', expires: '30d', embed: ['https://wiki.example.org'] },
    }),
  },
  'DELETE /api/v1/wall-links/[linkId]': {
    answers: admins,
    call: async (server) => ({ method: 'DELETE', path: api(`/wall-links/${await aWallLink(server)}`) }),
  },
}
