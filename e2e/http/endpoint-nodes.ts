import { randomUUID } from 'node:crypto'
import { addOwner } from '@/lib/fleet/db/owners'
import { admins, api, type Call, type Endpoint, making, ownersAndAdmins } from './endpoint'
import type { ServerFixture } from './server-fixture'

/** A node of the owner's that no other line uses, as the path of a call about it. */
async function ownNode(server: ServerFixture, rest: string, retired = false): Promise<string> {
  const did = `did:kos:endpoint:${randomUUID()}`
  await server.db.query(`INSERT INTO nodes (node_did, retired_at) VALUES ($1, CASE WHEN $2 THEN now() END)`, [
    did,
    retired,
  ])
  await addOwner(server.db.manager, did, 'owner')
  return api(`/nodes/${encodeURIComponent(did)}${rest}`)
}

const call = (method: string, rest: string, body: unknown, retired = false) => ({
  call: async (server: ServerFixture): Promise<Call> => ({
    method,
    path: await ownNode(server, rest, retired),
    body,
  }),
})

/** Routes that manage nodes. */
export const nodeRoutes: Record<string, Endpoint> = {
  'POST /api/v1/nodes': {
    answers: making(admins),
    call: async () => ({
      method: 'POST',
      path: api('/nodes'),
      body: { did: `did:kos:endpoint:${randomUUID()}`, name: 'new' },
    }),
  },
  'PUT /api/v1/nodes/[did]/name': { answers: ownersAndAdmins, ...call('PUT', '/name', { name: 'renamed' }) },
  'PUT /api/v1/nodes/[did]/labels': { answers: admins, ...call('PUT', '/labels', { labels: { a: 'b' } }) },
  'POST /api/v1/nodes/[did]/retire': {
    answers: ownersAndAdmins,
    ...call('POST', '/retire', { reason: 'Scrapped' }),
  },
  'POST /api/v1/nodes/[did]/restore': {
    answers: ownersAndAdmins,
    ...call('POST', '/restore', { reason: 'Back again' }, true),
  },
}
