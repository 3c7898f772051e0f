import { randomUUID } from 'node:crypto'
import { addLaterOwner, removeOwnerOf } from '@/test/owner-changes'
import { admins, api, call, type Endpoint, making, nodePath, ownersAndAdmins, persons, row } from './endpoint'
import { email, node, type ServerFixture } from './server-fixture'

const owners = row(401, 403, 403, 200, 403, 403, 403, 403, 403, 401)
/** Administrators, whose wish the owner is asked about first. */
const asking = row(401, 403, 403, 403, 403, 403, 202, 403, 403, 401)

const made = async (server: ServerFixture, sql: string, values: unknown[]): Promise<string> => {
  const [first] = await server.db.query<{ id: string }[]>(sql, values)
  if (!first) throw new Error('nothing was made')
  return first.id
}

const group = (server: ServerFixture): Promise<string> =>
  made(server, `INSERT INTO approver_groups (name) VALUES ($1) RETURNING group_id AS id`, [randomUUID()])

const rota = { people: [email('breaker')], starts_on: '2026-12-07', handover: '09:00', time_zone: 'UTC' }
const aDay = { starts: '2099-12-24T00:00:00Z', ends: '2099-12-25T00:00:00Z' }

/** A group of two with a rota. */
async function onRota(server: ServerFixture): Promise<string> {
  const id = await group(server)
  await server.db.query(`INSERT INTO group_members VALUES ($1, 'breaker'), ($1, 'stranger')`, [id])
  await server.db.query(
    `INSERT INTO group_rotas (group_id, people, turn_days, starts_on, handover_minute, time_zone, escalate_minutes)
     VALUES ($1, '{breaker}', 7, '2026-12-07', 540, 'UTC', 30)`,
    [id],
  )
  return id
}

const rule = (server: ServerFixture): Promise<string> =>
  made(
    server,
    `INSERT INTO approval_rules (name, task_name, label_key) VALUES ($1, 'nothing', 'of no node') RETURNING rule_id AS id`,
    [randomUUID()],
  )

const delegation = (server: ServerFixture): Promise<string> =>
  made(
    server,
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     VALUES ($1, 'owner', 'delegate', now() + interval '1 hour') RETURNING delegation_id AS id`,
    [node],
  )

/** So that the same can be asked again. */
const withdrawChanges = ({ db }: ServerFixture): Promise<unknown> =>
  db.query(`UPDATE consent_changes SET state = 'withdrawn', decided_by = 'admin' WHERE state = 'waiting'`)

/** An administrator's wish that changes nothing once the owner agrees. */
async function change(server: ServerFixture): Promise<string> {
  await withdrawChanges(server)
  return made(
    server,
    `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
     VALUES ('restrict', $1, '{"restricted": false}', 'To see who may', 'admin') RETURNING change_id AS id`,
    [node],
  )
}

/** Routes about who decides. No line lists the answers for `breaker`, so that these calls change no other line. */
export const rightsRoutes: Record<string, Endpoint> = {
  'GET /api/v1/nodes/[did]/consent': {
    answers: persons,
    call: async () => call('GET', nodePath('/consent')),
  },
  'POST /api/v1/nodes/[did]/owners': {
    answers: asking,
    call: async (server) => {
      await withdrawChanges(server)
      return call('POST', nodePath('/owners'), { person: email('stranger'), reason: 'She moved here.' })
    },
  },
  'DELETE /api/v1/nodes/[did]/owners/[person]': {
    answers: asking,
    call: async (server) => {
      const [owner] = await server.db.query<unknown[]>(
        `SELECT 1 FROM node_owners WHERE node_did = $1 AND person_id = 'breaker'`,
        [node],
      )
      if (!owner) await addLaterOwner(server.db, node, 'breaker')
      await withdrawChanges(server)
      return call('DELETE', nodePath(`/owners/${encodeURIComponent(email('breaker'))}`), { reason: 'Left.' })
    },
  },
  'POST /api/v1/nodes/[did]/delegations': {
    answers: making(row(401, 403, 403, 200, 403, 403, 403, 403, 403, 401)),
    call: async (server) => {
      // Nobody delegates to an owner.
      const [owner] = await server.db.query<unknown[]>(
        `SELECT 1 FROM node_owners WHERE node_did = $1 AND person_id = 'breaker'`,
        [node],
      )
      if (owner) await removeOwnerOf(server.db, node, 'breaker')
      return call('POST', nodePath('/delegations'), {
        to: email('breaker'),
        until: new Date(Date.now() + 86_400_000).toISOString(),
      })
    },
  },
  'DELETE /api/v1/nodes/[did]/delegations/[delegationId]': {
    answers: row(401, 403, 403, 200, 200, 403, 200, 403, 403, 401),
    call: async (server) => {
      return call('DELETE', nodePath(`/delegations/${await delegation(server)}`))
    },
  },
  'GET /api/v1/delegations': { answers: persons, call: async () => call('GET', api('/delegations')) },
  'POST /api/v1/delegations': {
    answers: row(401, 403, 403, 200, 403, 403, 403, 403, 403, 401),
    call: async (server) => {
      const [owner] = await server.db.query<unknown[]>(
        `SELECT 1 FROM node_owners WHERE node_did = $1 AND person_id = 'breaker'`,
        [node],
      )
      if (owner) await removeOwnerOf(server.db, node, 'breaker')
      return call('POST', api('/delegations'), { to: email('breaker'), nodes: [{ node_did: node }] })
    },
  },
  'POST /api/v1/delegations/end': {
    answers: row(401, 403, 403, 200, 200, 403, 200, 403, 403, 401),
    call: async (server) =>
      call('POST', api('/delegations/end'), { delegation_ids: [await delegation(server)] }),
  },
  'POST /api/v1/nodes/[did]/windows': {
    answers: making(ownersAndAdmins),
    call: async () =>
      call('POST', nodePath('/windows'), {
        ...{ name: randomUUID(), weekdays: [1], start: '02:00', duration_minutes: 60, time_zone: 'UTC' },
      }),
  },
  'DELETE /api/v1/nodes/[did]/windows/[windowId]': {
    answers: ownersAndAdmins,
    call: async (server) => {
      const id = await made(
        server,
        `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
         VALUES ($1, $2, '{1}', 0, 60, 'UTC') RETURNING window_id AS id`,
        [node, randomUUID()],
      )
      return call('DELETE', nodePath(`/windows/${id}`))
    },
  },
  'PUT /api/v1/nodes/[did]/restricted': {
    answers: ownersAndAdmins,
    call: async () => call('PUT', nodePath('/restricted'), { restricted: false }),
  },
  'GET /api/v1/consent-changes': { answers: persons, call: async () => call('GET', api('/consent-changes')) },
  'POST /api/v1/consent-changes/[changeId]/agree': {
    answers: owners,
    call: async (server) => call('POST', api(`/consent-changes/${await change(server)}/agree`), {}),
  },
  'POST /api/v1/consent-changes/[changeId]/refuse': {
    answers: owners,
    call: async (server) => call('POST', api(`/consent-changes/${await change(server)}/refuse`), {}),
  },
  'POST /api/v1/consent-changes/[changeId]/withdraw': {
    answers: admins,
    call: async (server) => call('POST', api(`/consent-changes/${await change(server)}/withdraw`)),
  },
  'GET /api/v1/groups': { answers: persons, call: async () => call('GET', api('/groups')) },
  'POST /api/v1/groups': {
    answers: making(admins),
    call: async () => call('POST', api('/groups'), { name: randomUUID() }),
  },
  'DELETE /api/v1/groups/[group]': {
    answers: admins,
    call: async (server) => call('DELETE', api(`/groups/${await group(server)}`)),
  },
  'POST /api/v1/groups/[group]/members': {
    answers: making(admins),
    call: async (server) =>
      call('POST', api(`/groups/${await group(server)}/members`), { person: email('breaker') }),
  },
  'DELETE /api/v1/groups/[group]/members/[person]': {
    answers: admins,
    call: async (server) => {
      const id = await group(server)
      await server.db.query(`INSERT INTO group_members VALUES ($1, 'breaker')`, [id])
      return call('DELETE', api(`/groups/${id}/members/${encodeURIComponent(email('breaker'))}`))
    },
  },
  'GET /api/v1/groups/[group]/rota': {
    answers: persons,
    call: async (server) => call('GET', api(`/groups/${await onRota(server)}/rota`)),
  },
  'PUT /api/v1/groups/[group]/rota': {
    answers: admins,
    call: async (server) => call('PUT', api(`/groups/${await onRota(server)}/rota`), rota),
  },
  'DELETE /api/v1/groups/[group]/rota': {
    answers: admins,
    call: async (server) => call('DELETE', api(`/groups/${await onRota(server)}/rota`)),
  },
  'POST /api/v1/groups/[group]/rota/swaps': {
    answers: making(admins),
    call: async (server) => {
      const swap = { person: email('stranger'), instead_of: email('breaker') }
      return call('POST', api(`/groups/${await onRota(server)}/rota/swaps`), { ...swap, ...aDay })
    },
  },
  'DELETE /api/v1/groups/[group]/rota/swaps/[swapId]': {
    answers: admins,
    call: async (server) => {
      const id = await onRota(server)
      const swap = await made(
        server,
        `INSERT INTO rota_swaps (group_id, person_id, instead_of, starts_at, ends_at)
         VALUES ($1, 'stranger', 'breaker', $2, $3) RETURNING swap_id AS id`,
        [id, aDay.starts, aDay.ends],
      )
      return call('DELETE', api(`/groups/${id}/rota/swaps/${swap}`))
    },
  },
  'GET /api/v1/rules': { answers: persons, call: async () => call('GET', api('/rules')) },
  'POST /api/v1/rules': {
    answers: making(admins),
    call: async () => call('POST', api('/rules'), { name: randomUUID(), task_name: 'nothing' }),
  },
  'GET /api/v1/rules/[rule]': {
    answers: persons,
    call: async (server) => call('GET', api(`/rules/${await rule(server)}`)),
  },
  'PATCH /api/v1/rules/[rule]': {
    answers: admins,
    call: async (server) =>
      call('PATCH', api(`/rules/${await rule(server)}`), { version: 1, owners: 2, reason: 'To see who may' }),
  },
  'DELETE /api/v1/rules/[rule]': {
    answers: admins,
    call: async (server) => call('DELETE', api(`/rules/${await rule(server)}`)),
  },
}
