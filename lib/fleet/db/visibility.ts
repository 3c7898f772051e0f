import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { Audience } from '@/lib/fleet/domain/audience'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'

/**
 * Whether a person may see a restricted node: owners, delegates while their delegation lasts, administrators, and members
 * of a group while an open job of the node needs their group (docs/decisions/0014). Both are SQL expressions.
 */
export const maySee = (person: string, node: string): string =>
  `(EXISTS (SELECT FROM people p WHERE p.id = ${person} AND p.role = 'admin' AND p.disabled_at IS NULL)
    OR EXISTS (SELECT FROM node_deciders k WHERE k.node_did = ${node} AND k.person_id = ${person})
    OR (EXISTS (SELECT FROM group_members m WHERE m.person_id = ${person})
        AND hakim_group_sees(${node}, ${person})))`

/**
 * The nodes hidden from this person, as a subquery that runs once per statement and is almost free while no node is
 * restricted. `person` is the placeholder of their id.
 */
export const hiddenNodes = (person: string): string =>
  `SELECT h.node_did FROM nodes h WHERE h.restricted AND NOT ${maySee(person, 'h.node_did')}`

/** The id of the person from whom nodes may be hidden; null for an administrator, and for an agent, which reads only its own node. */
export const hiddenFrom = (viewer: Viewer): string | null =>
  viewer.kind === 'person' && viewer.role !== 'admin' ? viewer.id : null

/**
 * The condition for rows of nodes that this viewer may see; `did` is the column with the node's DID. A node that was only just
 * restricted is hidden from every audience but administrators.
 */
export function visibleSql(did: string, viewer: Viewer | Audience, { add }: Parameters): string {
  if (viewer.kind === 'audience')
    return viewer.restricted === 'all'
      ? 'true'
      : `${did} NOT IN (SELECT h.node_did FROM nodes h WHERE h.restricted AND h.node_did <> ALL (${add(viewer.restricted)}))`
  if (viewer.kind === 'agent') return `${did} = ${add(viewer.nodeDid)}`
  const person = hiddenFrom(viewer)
  return person === null ? 'true' : `${did} NOT IN (${hiddenNodes(add(person))})`
}

// The only place that creates this branded type, which exists for the compiler alone.
const prove = (did: string): NodeScope => ({ did }) as NodeScope

/** For scheduled work, which reads for nobody: what it finds is shown only to those who may see the node. */
export const scopeOfClock = (did: string): NodeScope => prove(did)

/**
 * The check before every read of one node. A restricted node is visible to the people of `maySee`, any other to everyone
 * signed in; an agent sees only its own node. Null: for this viewer the node does not exist.
 */
export async function nodeScope(db: EntityManager, viewer: Viewer, did: string): Promise<NodeScope | null> {
  if (viewer.kind === 'agent') return viewer.nodeDid === did ? prove(did) : null
  const rows = await keptQuery(
    db,
    `SELECT 1 FROM nodes h WHERE h.node_did = $2 AND h.restricted AND NOT ${maySee('$1', 'h.node_did')}`,
    [viewer.id, did],
  )
  return rows.length === 0 ? prove(did) : null
}

/** The same check for many nodes at once: those of them that exist for this viewer, in their order. */
export async function nodeScopes(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<NodeScope[]> {
  const parameters = new Parameters()
  const list = parameters.add(dids)
  const rows = await keptQuery<{ did: string }>(
    db,
    `SELECT n.node_did AS did FROM nodes n WHERE n.node_did = ANY (${list}::text[]) AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
  const visible = new Set(rows.map(({ did }) => did))
  return [...new Set(dids)].filter((did) => visible.has(did)).map(prove)
}

/** The audience of each of these people, in order. */
export async function audiencesOf(db: EntityManager, people: readonly PersonViewer[]): Promise<Audience[]> {
  const ids = people.flatMap((viewer) => hiddenFrom(viewer) ?? [])
  const rows =
    ids.length === 0
      ? []
      : await keptQuery<{ id: string; dids: string[] }>(
          db,
          `SELECT w.id, array_agg(h.node_did) AS dids FROM nodes h CROSS JOIN unnest($1::text[]) AS w (id)
           WHERE h.restricted AND ${maySee('w.id', 'h.node_did')} GROUP BY w.id`,
          [[...new Set(ids)]],
        )
  const seen = new Map(rows.map((row) => [row.id, row.dids]))
  return people.map((viewer) => ({
    kind: 'audience',
    restricted: hiddenFrom(viewer) === null ? 'all' : (seen.get(viewer.id) ?? []),
  }))
}

/** Which of these nodes are hidden from which of these people, by the person's id. */
export async function hiddenAmong(
  db: EntityManager,
  people: readonly PersonViewer[],
  dids: readonly string[],
): Promise<Map<string, Set<string>>> {
  if (people.length === 0 || dids.length === 0) return new Map()
  const rows = await db.query<{ id: string; dids: string[] }[]>(
    `SELECT w.id, array_agg(h.node_did) AS dids FROM unnest($1::text[]) AS w (id) CROSS JOIN nodes h
     WHERE h.node_did = ANY ($2) AND h.restricted AND NOT ${maySee('w.id', 'h.node_did')} GROUP BY w.id`,
    [[...new Set(people.map(({ id }) => id))], [...new Set(dids)]],
  )
  return new Map(rows.map((row) => [row.id, new Set(row.dids)]))
}

/**
 * Changes whenever rights do, or a delegation begins or ends; `jobsOfRestricted` tells whether one of these nodes is
 * restricted, since whether a group sees it may depend on its jobs.
 */
export async function readSightVersion(
  db: EntityManager,
  nodes: readonly string[],
): Promise<{ version: string; jobsOfRestricted: boolean }> {
  const [row] = await keptQuery<{ version: string; jobs: boolean }>(
    db,
    `SELECT concat_ws(' ', (SELECT max(seq) FROM job_events WHERE stream = 'rights'), d.active, d.next) AS version,
            EXISTS (SELECT FROM nodes WHERE restricted AND node_did = ANY ($1::text[])) AS jobs
     FROM (SELECT count(*) AS active, min(valid_until) AS next FROM delegations
           WHERE revoked_at IS NULL AND clock_timestamp() >= valid_from AND clock_timestamp() < valid_until) d`,
    [[...new Set(nodes)]],
  )
  return { version: row?.version ?? '', jobsOfRestricted: row?.jobs ?? false }
}

/** A digest of the nodes hidden from each of these people, by their ids; none for those from whom nothing is hidden. */
export async function hiddenDigests(
  db: EntityManager,
  people: readonly string[],
): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await keptQuery<{ id: string; digest: string }>(
    db,
    `SELECT w.id, md5(string_agg(h.node_did, ' ' ORDER BY h.node_did)) AS digest
     FROM nodes h CROSS JOIN unnest($1::text[]) AS w (id)
     WHERE h.restricted AND NOT ${maySee('w.id', 'h.node_did')} GROUP BY w.id`,
    [people],
  )
  return new Map(rows.map(({ id, digest }) => [id, digest]))
}
