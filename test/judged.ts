import type { DataSource, EntityManager } from 'typeorm'
import { testAudit } from './audit'
import { type TestFleet, testPerson } from './fleet'
import { silently } from './superuser'

/** For tests in which a superuser gives somebody a right past the log, lets them use it, and takes it away again. */
export async function testJudged(): Promise<TestFleet> {
  const fleet = await testAudit(2)
  for (const id of ['ben', 'eve']) await testPerson(fleet.db, id, 'approver')
  await fleet.db.query(`INSERT INTO approver_groups (name) VALUES ('Security')`)
  return fleet
}

type Edit = { sql: string; undo: string; values?: unknown[] }

/** Works while an edit past the log holds. */
export async function whileEdited(
  db: DataSource,
  { sql, undo, values = [] }: Edit,
  work: () => Promise<unknown>,
): Promise<void> {
  const run = (text: string) => silently(db, (tx: EntityManager) => tx.query(text, values))
  await run(sql)
  await work()
  await run(undo)
}

/** The edit that makes an administrator of eve. */
export const eveAsAdmin: Edit = {
  sql: `UPDATE people SET role = 'admin' WHERE id = 'eve'`,
  undo: `UPDATE people SET role = 'approver' WHERE id = 'eve'`,
}

/** The edit that makes ben an owner of a node. */
export const benAsOwner = (node: string): Edit => ({
  sql: `INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'ben')`,
  undo: `DELETE FROM node_owners WHERE node_did = $1 AND person_id = 'ben'`,
  values: [node],
})
