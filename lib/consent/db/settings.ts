import type { EntityManager } from 'typeorm'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'
import type { WeeklyWindow } from '@/lib/consent/domain/weekly-window'
import type { NodeScope } from '@/lib/kernel/did/node-scope'

type GroupWithMembers = { group_id: string; name: string; members: ShownPerson[]; rules: string[] }

/** Every group by name, with its members and the names of the rules that need it. */
export const readGroups = (db: EntityManager): Promise<GroupWithMembers[]> =>
  db.query<GroupWithMembers[]>(
    `SELECT g.group_id, g.name,
            coalesce((SELECT jsonb_agg(jsonb_build_object('did', p.did, 'name', p.name, 'role', p.role, 'disabled', p.disabled_at IS NOT NULL)
                                       ORDER BY p.name, p.did)
                      FROM group_members m JOIN people p ON p.id = m.person_id WHERE m.group_id = g.group_id), '[]') AS members,
            ARRAY(SELECT r.name FROM rule_seats s JOIN approval_rules r USING (rule_id)
                  WHERE s.group_id = g.group_id ORDER BY r.name) AS rules
     FROM approver_groups g ORDER BY g.name`,
  )

/** People by name, to choose from, without the disabled; with `role`, only those who are at least approvers. */
export const readPeople = (db: EntityManager, onlyApprovers: boolean): Promise<ShownPerson[]> =>
  db.query<ShownPerson[]>(
    `SELECT did, name, role, false AS disabled FROM people
     WHERE disabled_at IS NULL AND (NOT $1 OR role IN ('approver', 'admin')) ORDER BY name, did LIMIT 1000`,
    [onlyApprovers],
  )

/** A delegation that is valid now or later; times as ISO 8601 text. */
type NodeDelegation = {
  delegation_id: string
  owner_did: string
  owner_name: string
  delegate_did: string
  delegate_name: string
  /** Owner and delegate are both active; else it does not count. */
  active: boolean
  signed: boolean
  valid_from: Date
  valid_until: Date
}

export const readDelegations = (db: EntityManager, scope: NodeScope): Promise<NodeDelegation[]> =>
  db.query<NodeDelegation[]>(
    `SELECT d.delegation_id, o.did AS owner_did, o.name AS owner_name, p.did AS delegate_did, p.name AS delegate_name,
            d.valid_from, d.valid_until, d.signed IS NOT NULL AS signed, o.disabled_at IS NULL AND p.disabled_at IS NULL AS active
     FROM delegations d JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
     WHERE d.node_did = $1 AND d.revoked_at IS NULL AND d.valid_until > now() ORDER BY d.valid_until, d.delegation_id`,
    [scope.did],
  )

export const readWindows = (
  db: EntityManager,
  scope: NodeScope,
): Promise<(WeeklyWindow & { window_id: string })[]> =>
  db.query(
    `SELECT window_id, name, weekdays, start_minute, duration_minutes, time_zone
     FROM node_windows WHERE node_did = $1 ORDER BY weekdays, start_minute, name`,
    [scope.did],
  )

export const readOwnersOf = (db: EntityManager, scope: NodeScope): Promise<ShownPerson[]> =>
  db.query<ShownPerson[]>(
    `SELECT p.did, p.name, p.role, p.disabled_at IS NOT NULL AS disabled FROM node_owners o JOIN people p ON p.id = o.person_id
     WHERE o.node_did = $1 ORDER BY o.since, p.id`,
    [scope.did],
  )
