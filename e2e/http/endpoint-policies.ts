import { z } from 'zod'
import { offerDigest } from '@/lib/signing/domain/offer'
import { plainKey } from '@/test/consent-signing'
import { policyOf, signedBy } from '@/test/policies'
import { api, type Call, call, type Endpoint, fixed, making, persons, row, send } from './endpoint'
import { people, type ServerFixture, type ViewerName } from './server-fixture'

/** A node that `stranger` owns, who decides on nothing in the other lines, where nobody signs. */
const theirs = 'did:kos:endpoint:standing'
const task = { name: 'archive_data', command: ['true'] }

/** A policy about that node, signed by the viewer with a new key, which only its owner has enrolled. */
async function signing(server: ServerFixture, viewer: ViewerName): Promise<Call> {
  await server.db.query(`INSERT INTO nodes (node_did, tasks) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    theirs,
    JSON.stringify([task]),
  ])
  await server.db.query(
    `INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'stranger') ON CONFLICT DO NOTHING`,
    [theirs],
  )
  const key = plainKey('ed25519')
  // Whoever has a key must sign what they approve, and in the other lines nobody signs.
  if (viewer === 'stranger')
    await server.db.query(
      `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('stranger', $1, 'ed25519', 'Laptop')`,
      [key.pinned.key],
    )
  const person = `did:endpoint:${people.some(([name]) => name === viewer) ? viewer : 'stranger'}`
  const policy = policyOf({ person, nodes: [theirs], offer_digests: [offerDigest(task)] })
  return call('POST', api('/policies'), { name: 'To see who may', signed: signedBy(policy, key) })
}

const owner = row(401, 403, 403, 403, 403, 200, 403, 403, 403, 401)

/** Routes about what owners approve beforehand. */
export const policyRoutes: Record<string, Endpoint> = {
  'GET /api/v1/policies': { answers: persons, call: fixed('GET', api('/policies')) },
  'POST /api/v1/policies': { answers: making(owner), call: signing },
  'POST /api/v1/policies/[policyId]/end': {
    answers: owner,
    call: async (server) => {
      const made = await send(server, 'stranger', await signing(server, 'stranger'))
      const { policy_id } = z.object({ policy_id: z.string() }).parse(await made.json())
      return call('POST', api(`/policies/${policy_id}/end`), {})
    },
  },
}
