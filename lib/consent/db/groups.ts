import type { EntityManager } from 'typeorm'

/** Returns the id of the new group; null when the name is taken. */
export async function insertGroup(tx: EntityManager, name: string): Promise<string | null> {
  const [row] = await tx.query<{ group_id: string }[]>(
    `INSERT INTO approver_groups (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING group_id`,
    [name],
  )
  return row?.group_id ?? null
}

type GroupRow = { group_id: string; name: string }

/** A group by its id or its name, locked. */
export async function lockGroup(tx: EntityManager, idOrName: string): Promise<GroupRow | null> {
  const [row] = await tx.query<GroupRow[]>(
    `SELECT group_id, name FROM approver_groups WHERE group_id::text = lower($1) OR name = $1
     ORDER BY group_id::text = lower($1) DESC LIMIT 1 FOR UPDATE`,
    [idOrName],
  )
  return row ?? null
}

/** Names of the rules that need this group. */
export async function rulesWithGroup(tx: EntityManager, groupId: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }[]>(
    `SELECT r.name FROM rule_seats s JOIN approval_rules r USING (rule_id) WHERE s.group_id = $1 ORDER BY r.name`,
    [groupId],
  )
  return rows.map(({ name }) => name)
}

export async function deleteGroup(tx: EntityManager, groupId: string): Promise<void> {
  await tx.query(`DELETE FROM approver_groups WHERE group_id = $1`, [groupId])
}

/** False when they were a member already. */
export async function addMember(tx: EntityManager, groupId: string, personId: string): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO group_members (group_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
    [groupId, personId],
  )
  return added.length > 0
}

/** False when they were not a member. */
export async function removeMember(tx: EntityManager, groupId: string, personId: string): Promise<boolean> {
  const [, removed] = await tx.query<[unknown[], number]>(
    `DELETE FROM group_members WHERE group_id = $1 AND person_id = $2`,
    [groupId, personId],
  )
  return removed > 0
}
