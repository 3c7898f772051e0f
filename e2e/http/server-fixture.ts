import type { DataSource } from 'typeorm'
import { openDataSource } from '@/lib/db/connection/data-source'
import { addOwner } from '@/lib/fleet/db/owners'
import type { Role } from '@/lib/kernel/role'
import { hashPassword } from '@/lib/people/db/credentials'
import { insertPerson } from '@/lib/people/db/people'
import { insertToken } from '@/lib/people/db/tokens'
import { findEmbedded } from '@/lib/postgres/start'
import { type Hakim, startHakim } from '../hakim'

/** Everyone who may call. `owner` owns the nodes; `requester` requests the jobs. */
export const viewers = [
  'anonymous',
  'operator',
  'requester',
  'owner',
  'delegate',
  'stranger',
  'admin',
  'agent',
  'otherAgent',
  'expired',
] as const
export type ViewerName = (typeof viewers)[number]

export const password = 'a long password for tests'
export const node = 'did:kos:endpoint:node'
export const otherNode = 'did:kos:endpoint:other'

export const people: readonly [string, Role][] = [
  ['operator', 'operator'],
  ['requester', 'operator'],
  ['owner', 'approver'],
  ['delegate', 'approver'],
  ['stranger', 'approver'],
  ['admin', 'admin'],
  ['breaker', 'admin'],
]
export const email = (name: string): string => `${name}@endpoint.example`

/** A Hakim with these people, their tokens and two nodes. */
export type ServerFixture = {
  hakim: Hakim
  db: DataSource
  /** PostgreSQL's address. */
  database: string
  tokens: Map<string, string>
  close: () => Promise<number | null>
}

/**
 * Starts the production build on a database: the one at these addresses, for its owner and for the role that serves, or else a
 * new one.
 */
export async function openFixture(
  database?: { owner: string; server: string },
  env: Record<string, string> = {},
): Promise<ServerFixture> {
  const settings: Record<string, string> = database
    ? { DATABASE_URL: database.server, HAKIM_OWNER_DATABASE_URL: database.owner }
    : { HAKIM_DEMO: '0' }
  return fixtureOn(await startHakim({ ...settings, ...env }))
}

/** The same with a Hakim that is running. */
export async function fixtureOn(hakim: Hakim): Promise<ServerFixture> {
  const url = hakim.env.HAKIM_OWNER_DATABASE_URL ?? (await findEmbedded(hakim.env.HAKIM_DATA_DIR ?? ''))
  if (!url) throw new Error('no database')
  const db = await openDataSource(url, { poolSize: 2, connectTimeoutMs: 30_000 })
  const tokens = new Map<string, string>()
  const passwordHash = await hashPassword(password)
  for (const [id, role] of people) {
    await insertPerson(db.manager, {
      ...{ id, role, passwordHash, name: `The ${id}`, email: email(id), did: `did:endpoint:${id}` },
    })
    tokens.set(id, await insertToken(db.manager, { personId: id }, null))
  }
  await db.query(`INSERT INTO nodes (node_did, name) VALUES ($1, 'endpoint'), ($2, 'other endpoint')`, [
    node,
    otherNode,
  ])
  await addOwner(db.manager, node, 'owner')
  await db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     VALUES ($1, 'owner', 'delegate', now() + interval '1 day')`,
    [node],
  )
  tokens.set('agent', await insertToken(db.manager, { nodeDid: node }, null))
  tokens.set('otherAgent', await insertToken(db.manager, { nodeDid: otherNode }, null))
  // An administrator's token, expired a minute ago.
  tokens.set('expired', await insertToken(db.manager, { personId: 'admin' }, new Date(Date.now() - 60_000)))
  return {
    hakim,
    db,
    database: url,
    tokens,
    close: async () => {
      await db.destroy()
      return hakim.stop()
    },
  }
}
