import type { DataSource } from 'typeorm'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'

/** People around two nodes: `single` is the owner's, `shared` belongs to owner and partner. */
export type People = Record<'operator' | 'owner' | 'partner' | 'deputy' | 'stranger' | 'admin', PersonViewer>

export const single = 'did:test:node:single'
export const shared = 'did:test:node:shared'

export async function peopledFleet(poolSize = 12): Promise<{ fleet: TestFleet; people: People }> {
  const fleet = await testFleet(poolSize)
  const { db } = fleet
  const people = {
    operator: await testPerson(db, 'operator', 'operator'),
    owner: await testPerson(db, 'owner', 'approver'),
    partner: await testPerson(db, 'partner', 'approver'),
    deputy: await testPerson(db, 'deputy', 'approver'),
    stranger: await testPerson(db, 'stranger', 'approver'),
    admin: await testPerson(db, 'admin', 'admin'),
  }
  // So that the administrator can lose the role.
  await testPerson(db, 'keeper', 'admin')
  await testNode(db, single, people.owner.id)
  await testNode(db, shared, [people.owner.id, people.partner.id])
  return { fleet, people }
}

export async function testGroup(db: DataSource, name: string, members: PersonViewer[]): Promise<string> {
  const [{ group_id }] = await db.query(`INSERT INTO approver_groups (name) VALUES ($1) RETURNING group_id`, [
    name,
  ])
  for (const { id } of members)
    await db.query(`INSERT INTO group_members (group_id, person_id) VALUES ($1, $2)`, [group_id, id])
  return group_id
}

/** A rule for one task: this many owners, and one member of each group. */
export async function testRule(
  db: DataSource,
  rule: { task: string; owners?: number; groups?: string[] },
): Promise<void> {
  const [{ rule_id }] = await db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ($1, $1, $2) RETURNING rule_id`,
    [rule.task, rule.owners ?? 1],
  )
  for (const group of rule.groups ?? [])
    await db.query(`INSERT INTO rule_seats (rule_id, group_id, votes) VALUES ($1, $2, 1)`, [rule_id, group])
}

/** From `from` until `until`, in hours from now. */
export async function testDelegation(
  db: DataSource,
  nodeDid: string,
  owner: PersonViewer,
  delegate: PersonViewer,
  [from, until]: [number, number] = [-1, 1],
): Promise<void> {
  await db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until)
     VALUES ($1, $2, $3, now() + make_interval(hours => $4), now() + make_interval(hours => $5))`,
    [nodeDid, owner.id, delegate.id, from, until],
  )
}
