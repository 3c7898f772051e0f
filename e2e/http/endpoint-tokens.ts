import { addToken } from '@/lib/people/db/tokens'
import { api, type Endpoint, making, persons } from './endpoint'
import type { ServerFixture, ViewerName } from './server-fixture'

const people: readonly ViewerName[] = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin']

/** The id of a new token of the viewer's own; of an operator's where the viewer is no person. */
export async function ownToken(server: ServerFixture, viewer: string): Promise<string> {
  const personId = people.find((name) => name === viewer) ?? 'operator'
  const made = {
    holder: { personId },
    scopes: ['read'],
    name: null,
    expiresAt: null,
    replaces: null,
  } as const
  return (await addToken(server.db.manager, made)).id
}

/** Routes about tokens, each called for one of the viewer's own. */
export const tokenRoutes: Record<string, Endpoint> = {
  'GET /api/v1/tokens': {
    answers: persons,
    call: async () => ({ method: 'GET', path: api('/tokens?limit=3') }),
  },
  'POST /api/v1/tokens': {
    answers: making(persons),
    call: async () => ({ method: 'POST', path: api('/tokens'), body: { scopes: ['read'], expires: '1h' } }),
  },
  'POST /api/v1/tokens/[tokenId]/rotate': {
    answers: making(persons),
    call: async (server, viewer) => ({
      method: 'POST',
      path: api(`/tokens/${await ownToken(server, viewer)}/rotate`),
      body: { keep: '1h' },
    }),
  },
  'DELETE /api/v1/tokens/[tokenId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'DELETE',
      path: api(`/tokens/${await ownToken(server, viewer)}`),
    }),
  },
}
