import type { EntityManager } from 'typeorm'
import type { GroupRota } from '@/lib/consent/domain/rota'
import { parseDay } from '@/lib/kernel/time/calendar-day'

type Row = {
  group_id: string
  name: string
  people: string[]
  available: string[]
  turn_days: number
  starts_on: string
  handover_minute: number
  time_zone: string
  escalate_minutes: number
  swaps: { swap_id: string; person_id: string; instead_of: string; starts_at: string; ends_at: string }[]
  named: Record<string, { did: string; name: string }> | null
}

/** The rotas of all groups, or of one, with the swaps that are not over. */
export async function readRotas(db: EntityManager, groupId: string | null = null): Promise<GroupRota[]> {
  const rows = await db.query<Row[]>(
    `SELECT r.group_id, g.name, r.people, r.turn_days, to_char(r.starts_on, 'YYYY-MM-DD') AS starts_on, r.handover_minute,
            r.time_zone, r.escalate_minutes, s.swaps,
            ARRAY(SELECT m.person_id FROM group_members m JOIN people p ON p.id = m.person_id
                  WHERE m.group_id = r.group_id AND p.disabled_at IS NULL AND p.role IN ('approver', 'admin')) AS available,
            (SELECT jsonb_object_agg(p.id, jsonb_build_object('did', p.did, 'name', p.name)) FROM people p
             WHERE p.id = ANY (r.people) OR EXISTS (
               SELECT FROM rota_swaps s WHERE s.group_id = r.group_id AND p.id IN (s.person_id, s.instead_of))) AS named
     FROM group_rotas r JOIN approver_groups g USING (group_id) CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_object('swap_id', swap_id, 'person_id', person_id, 'instead_of', instead_of,
                'starts_at', starts_at, 'ends_at', ends_at) ORDER BY created_at, swap_id), '[]') AS swaps
       FROM rota_swaps s WHERE s.group_id = r.group_id AND s.ends_at > now()) s
     WHERE $1::uuid IS NULL OR r.group_id = $1`,
    [groupId],
  )
  return rows.map((row) => ({
    groupId: row.group_id,
    groupName: row.name,
    people: row.people,
    available: new Set(row.available),
    turnDays: row.turn_days,
    startsOn: parseDay(row.starts_on) ?? 0,
    handoverMinute: row.handover_minute,
    timeZone: row.time_zone,
    escalateMinutes: row.escalate_minutes,
    swaps: row.swaps.map((swap) => ({
      ...{ swapId: swap.swap_id, person: swap.person_id, insteadOf: swap.instead_of },
      ...{ from: Date.parse(swap.starts_at), until: Date.parse(swap.ends_at) },
    })),
    named: row.named ?? {},
  }))
}

/** The rota of a group by its id or its name. */
export async function findRota(db: EntityManager, idOrName: string): Promise<GroupRota | null> {
  const [known] = await db.query<{ group_id: string }[]>(
    `SELECT group_id FROM approver_groups WHERE group_id::text = lower($1) OR name = $1
     ORDER BY group_id::text = lower($1) DESC LIMIT 1`,
    [idOrName],
  )
  const [rota] = known ? await readRotas(db, known.group_id) : []
  return rota ?? null
}

type NewRota = Pick<GroupRota, 'people' | 'turnDays' | 'handoverMinute' | 'timeZone' | 'escalateMinutes'> & {
  startsOn: string
}

export async function writeRota(tx: EntityManager, groupId: string, rota: NewRota): Promise<void> {
  await tx.query(
    `INSERT INTO group_rotas (group_id, people, turn_days, starts_on, handover_minute, time_zone, escalate_minutes)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (group_id) DO UPDATE SET people = excluded.people, turn_days = excluded.turn_days,
       starts_on = excluded.starts_on, handover_minute = excluded.handover_minute, time_zone = excluded.time_zone,
       escalate_minutes = excluded.escalate_minutes`,
    [
      ...[groupId, rota.people, rota.turnDays, rota.startsOn, rota.handoverMinute, rota.timeZone],
      rota.escalateMinutes,
    ],
  )
}

/** False when the group has no rota. */
export async function deleteRota(tx: EntityManager, groupId: string): Promise<boolean> {
  const [, deleted] = await tx.query<[unknown[], number]>(`DELETE FROM group_rotas WHERE group_id = $1`, [
    groupId,
  ])
  return deleted > 0
}

export type NewSwap = { person: string; insteadOf: string; starts: string; ends: string }

export async function insertSwap(tx: EntityManager, groupId: string, swap: NewSwap): Promise<string> {
  const [row] = await tx.query<{ swap_id: string }[]>(
    `INSERT INTO rota_swaps (group_id, person_id, instead_of, starts_at, ends_at)
     VALUES ($1, $2, $3, $4, $5) RETURNING swap_id`,
    [groupId, swap.person, swap.insteadOf, swap.starts, swap.ends],
  )
  if (!row) throw new Error('a swap was not written')
  return row.swap_id
}

/** False when the group has no such swap. */
export async function deleteSwap(tx: EntityManager, groupId: string, swapId: string): Promise<boolean> {
  const [, deleted] = await tx.query<[unknown[], number]>(
    `DELETE FROM rota_swaps WHERE group_id = $1 AND swap_id::text = lower($2)`,
    [groupId, swapId],
  )
  return deleted > 0
}

/** The ids of the members of a group. */
export async function membersOf(tx: EntityManager, groupId: string): Promise<Set<string>> {
  const rows = await tx.query<{ person_id: string }[]>(
    `SELECT person_id FROM group_members WHERE group_id = $1`,
    [groupId],
  )
  return new Set(rows.map(({ person_id }) => person_id))
}
