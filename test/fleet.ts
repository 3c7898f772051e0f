import type { DataSource } from 'typeorm'
import { openDataSource } from '@/lib/db/connection/data-source'
import type { AgentViewer, PersonViewer, Role } from '@/lib/kernel/role'
import { migratedDatabase } from './database'

// Filled by SQL: the tests of every subject use this, and may reach no subject below their own.

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

/** A person with this id, whose password is none that anybody could type. */
export async function testPerson(db: DataSource, id: string, role: Role): Promise<PersonViewer> {
  const [name, did] = [`Person ${id}`, `did:test:person:${id}`]
  await db.query(
    `INSERT INTO people (id, name, email, email_verified, did, role) VALUES ($1, $2, $3, true, $4, $5)`,
    [id, name, `${id}@example.org`, did, role],
  )
  await db.query(
    `INSERT INTO accounts (id, person_id, account_id, provider_id, password) VALUES ($1, $1, $1, 'credential', 'none')`,
    [id],
  )
  return { kind: 'person', id, did, name, role }
}

/** An operator, and two approvers for the nodes, in a fleet without jobs and nodes. */
export async function testPeople(db: DataSource) {
  for (const table of ['maintenance_jobs', 'nodes', 'people']) await db.query(`DELETE FROM ${table}`)
  return {
    operator: await testPerson(db, 'operator', 'operator'),
    owner: await testPerson(db, 'owner', 'approver'),
    other: await testPerson(db, 'other', 'approver'),
  }
}

/** A node; several owners are named together, as one alone would then have to be asked about the others. */
export async function testNode(
  db: DataSource,
  did: string,
  owners: string | readonly string[] | null = null,
): Promise<void> {
  await db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [did])
  await db.query(`INSERT INTO node_owners (node_did, person_id) SELECT $1, unnest($2::text[])`, [
    did,
    [owners ?? []].flat(),
  ])
}

/** As if each report of these nodes had arrived at its own time, and not when the test inserted it. */
export const arriveAsReported = (db: Pick<DataSource, 'query'>, dids: readonly string[]): Promise<unknown> =>
  db.query(
    `UPDATE node_latest SET heard_at = timestamp, arrived_at = timestamp, contact_seconds = NULL WHERE node_did = ANY ($1)`,
    [dids],
  )

export const testAgent = (nodeDid: string): AgentViewer => ({ kind: 'agent', nodeDid, tokenId: 'none' })
