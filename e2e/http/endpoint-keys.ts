import { plainKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { api, type Endpoint, making, persons } from './endpoint'
import { people, type ServerFixture } from './server-fixture'

/** Without a key of their own, people go on deciding without a signature in the other lines. */
const forgetKeys = (server: ServerFixture): Promise<unknown> =>
  server.db.query(`DELETE FROM policies; DELETE FROM consent_keys`)

/** Routes about keys for signing, each called for one of the viewer's own. */
export const keyRoutes: Record<string, Endpoint> = {
  'GET /api/v1/keys': { answers: persons, call: async () => ({ method: 'GET', path: api('/keys') }) },
  'POST /api/v1/keys': {
    answers: making(persons),
    call: async (server, viewer) => {
      await forgetKeys(server)
      const body = enrolmentOf(`did:endpoint:${viewer}`, plainKey('ed25519'))
      return { method: 'POST', path: api('/keys'), body }
    },
  },
  'DELETE /api/v1/keys/[keyId]': {
    answers: persons,
    call: async (server, viewer) => {
      const holder = people.some(([name]) => name === viewer) ? viewer : 'operator'
      // One that has expired is revoked like any other, and asks nobody for a signature.
      const [made] = await server.db.query<{ key_id: string }[]>(
        `INSERT INTO consent_keys (person_id, key, kind, name, expires_at)
         VALUES ($1, $2, 'ed25519', 'Laptop', now() - interval '1 second') RETURNING key_id`,
        [holder, plainKey('ed25519').pinned.key],
      )
      return { method: 'DELETE', path: api(`/keys/${made?.key_id}`) }
    },
  },
}
