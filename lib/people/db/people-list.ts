import type { EntityManager } from 'typeorm'
import type { PeopleQuery } from '@/lib/people/domain/calls'
import type { ListedPerson } from '@/lib/people/domain/people-page'
import type { PersonState } from '@/lib/people/domain/person-state'

/** Everybody who fits the search and the role, whatever their state. */
const fitting = `
  WITH everybody AS (
    SELECT p.id, NULL::uuid AS invitation_id, p.did, p.name, p.email, p.role,
           CASE WHEN p.disabled_at IS NULL THEN 'active' ELSE 'disabled' END AS state, p.erased_at IS NOT NULL AS erased,
           p.state_reason, p.created_at, p.last_sign_in_at, p.disabled_at, NULL::timestamptz AS expires_at
    FROM people p
    UNION ALL
    SELECT NULL, i.invitation_id, NULL, NULL, i.email, i.role, 'invited', false, NULL, i.created_at, NULL, NULL, i.expires_at
    FROM invitations i),
  fitting AS (
    SELECT * FROM everybody
    WHERE ($1::text IS NULL OR strpos(lower(concat_ws(' ', name, email, did)), lower($1)) > 0)
      AND ($2::text IS NULL OR role = $2))`

type Filter = Pick<PeopleQuery, 'q' | 'role' | 'state'>

/** One page: whoever was here last comes first, the disabled at the end. */
export const readPeopleList = (
  db: EntityManager,
  { q, role, state, offset, limit }: PeopleQuery,
): Promise<ListedPerson[]> =>
  db.query(
    `${fitting}
     SELECT f.invitation_id, f.did, f.name, f.email, f.role, f.state, f.erased, f.state_reason, f.created_at,
            f.last_sign_in_at, f.disabled_at, f.expires_at,
            (SELECT count(*)::int FROM node_owners o WHERE o.person_id = f.id) AS nodes,
            (SELECT count(*)::int FROM sessions s WHERE s.person_id = f.id AND s.expires_at > now()) AS sessions,
            coalesce((SELECT x.two_factor_enabled FROM people x WHERE x.id = f.id), false) AS second_factor,
            (SELECT count(*)::int FROM passkeys k WHERE k.person_id = f.id) AS passkeys
     FROM (SELECT *, coalesce(last_sign_in_at, created_at) AS seen_at FROM fitting WHERE $3::text IS NULL OR state = $3
           ORDER BY state = 'disabled', seen_at DESC, email LIMIT $4 OFFSET $5) f
     ORDER BY f.state = 'disabled', f.seen_at DESC, f.email`,
    [q ?? null, role ?? null, state ?? null, limit, offset],
  )

/** How many there are in each state. */
export async function countPeopleByState(
  db: EntityManager,
  { q, role }: Filter,
): Promise<Record<PersonState, number>> {
  const rows = await db.query<{ state: PersonState; people: number }[]>(
    `${fitting} SELECT state, count(*)::int AS people FROM fitting GROUP BY state`,
    [q ?? null, role ?? null],
  )
  const counts = { active: 0, invited: 0, disabled: 0 }
  for (const { state, people } of rows) counts[state] = people
  return counts
}
