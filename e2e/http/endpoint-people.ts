import { randomUUID } from 'node:crypto'
import { insertPerson } from '@/lib/people/db/people'
import { insertFactors } from '@/test/factors'
import { admins, api, type Call, type Endpoint, making } from './endpoint'
import type { ServerFixture } from './server-fixture'

/** Somebody new each time, so that these calls change no other line. */
async function somebody(server: ServerFixture): Promise<{ did: string; email: string }> {
  const id = randomUUID()
  const person = { did: `did:endpoint:${id}`, email: `${id}@endpoint.example` }
  await insertPerson(server.db.manager, {
    ...{ id, ...person, name: `Person ${id}`, role: 'operator' as const, passwordHash: 'none' },
  })
  await server.db.query(
    `INSERT INTO sessions (id, person_id, token, expires_at) VALUES ($1, $1, $1, now() + interval '1 day')`,
    [id],
  )
  return person
}

/** A call about such a person. */
const about =
  (method: string, rest: string, body?: (person: { email: string }) => unknown) =>
  async (server: ServerFixture): Promise<Call> => {
    const person = await somebody(server)
    return {
      method,
      path: api(`/people/${encodeURIComponent(person.did)}${rest}`),
      ...(body ? { body: body(person) } : {}),
    }
  }

const reason = () => ({ reason: 'To see who may' })

/** Routes about people: for administrators alone. */
export const peopleRoutes: Record<string, Endpoint> = {
  'GET /api/v1/people': { answers: admins, call: async () => ({ method: 'GET', path: api('/people') }) },
  'POST /api/v1/people/invitations': {
    answers: making(admins),
    call: async () => ({
      ...{ method: 'POST', path: api('/people/invitations') },
      body: { email: `${randomUUID()}@endpoint.example`, role: 'operator' },
    }),
  },
  'DELETE /api/v1/people/invitations/[invitationId]': {
    answers: admins,
    call: async (server) => {
      const id = randomUUID()
      await server.db.query(
        `INSERT INTO invitations (invitation_id, email, role, token_hash, expires_at)
         VALUES ($1::uuid, $1::text || '@endpoint.example', 'operator', sha256(convert_to($1::text, 'UTF8')), now() + interval '1 day')`,
        [id],
      )
      return { method: 'DELETE', path: api(`/people/invitations/${id}`) }
    },
  },
  'PUT /api/v1/people/[person]/role': {
    answers: admins,
    call: about('PUT', '/role', () => ({ role: 'approver' })),
  },
  'POST /api/v1/people/[person]/disable': { answers: admins, call: about('POST', '/disable', reason) },
  'POST /api/v1/people/[person]/enable': {
    answers: admins,
    call: async (server) => {
      const { did } = await somebody(server)
      await server.db.query(`UPDATE people SET disabled_at = now() WHERE did = $1`, [did])
      return { method: 'POST', path: api(`/people/${encodeURIComponent(did)}/enable`), body: reason() }
    },
  },
  'POST /api/v1/people/[person]/reset': { answers: admins, call: about('POST', '/reset') },
  'GET /api/v1/people/[person]/sessions': { answers: admins, call: about('GET', '/sessions') },
  'DELETE /api/v1/people/[person]/sessions': { answers: admins, call: about('DELETE', '/sessions') },
  'DELETE /api/v1/people/[person]/sessions/[session]': {
    answers: admins,
    call: async (server) => {
      const { did } = await somebody(server)
      const id = did.replace('did:endpoint:', '')
      return { method: 'DELETE', path: api(`/people/${encodeURIComponent(did)}/sessions/${id}`) }
    },
  },
  'DELETE /api/v1/people/[person]/second-factor': {
    answers: admins,
    call: async (server) => {
      const { did } = await somebody(server)
      const id = did.replace('did:endpoint:', '')
      await insertFactors(server.db.manager, id)
      return { method: 'DELETE', path: api(`/people/${encodeURIComponent(did)}/second-factor`) }
    },
  },
  'GET /api/v1/people/[person]/export': { answers: admins, call: about('GET', '/export') },
  'POST /api/v1/people/[person]/erase': {
    answers: admins,
    call: about('POST', '/erase', ({ email }) => ({ email })),
  },
}
