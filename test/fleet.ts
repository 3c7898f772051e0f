import type { DataSource } from 'typeorm'
import { openDataSource } from '@/lib/db/connection/data-source'
import { addOwner } from '@/lib/fleet/db/owners'
import type { AgentViewer, PersonViewer, Role } from '@/lib/kernel/role'
import { insertPerson } from '@/lib/people/db/people'
import { migratedDatabase } from './database'

/** A migrated database with a pool; `close` ends the pool and drops it. */
export type TestFleet = { db: DataSource; url: string; close(): Promise<void> }

export async function testFleet(poolSize = 10): Promise<TestFleet> {
  const { url, drop } = await migratedDatabase()
  // Tests run more queries at once than a busy machine serves in two seconds.
  const db = await openDataSource(url, { poolSize, connectTimeoutMs: 30_000 })
  return {
    db,
    url,
    close: async () => {
      await db.destroy()
      await drop()
    },
  }
}

/** A person with this id, who cannot sign in. */
export async function testPerson(db: DataSource, id: string, role: Role): Promise<PersonViewer> {
  const person = { id, name: `Person ${id}`, email: `${id}@example.org`, did: `did:test:person:${id}`, role }
  const created = await insertPerson(db.manager, { ...person, passwordHash: 'none' })
  if (!created) throw new Error(`${id} exists already`)
  return { kind: 'person', id, did: person.did, name: person.name, role }
}

export async function testNode(db: DataSource, did: string, ownerId: string | null = null): Promise<void> {
  await db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [did])
  if (ownerId !== null) await addOwner(db.manager, did, ownerId)
}

/** As if each report of these nodes had arrived at its own time, and not when the test inserted it. */
export const arriveAsReported = (db: Pick<DataSource, 'query'>, dids: readonly string[]): Promise<unknown> =>
  db.query(
    `UPDATE node_latest SET heard_at = timestamp, arrived_at = timestamp, contact_seconds = NULL WHERE node_did = ANY ($1)`,
    [dids],
  )

export const testAgent = (nodeDid: string): AgentViewer => ({ kind: 'agent', nodeDid, tokenId: 'none' })
