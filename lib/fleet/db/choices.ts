import type { EntityManager } from 'typeorm'
import { contains, Parameters } from '@/lib/db/connection/parameters'
import type { Viewer } from '@/lib/kernel/role'
import { visibleSql } from './visibility'

/** A node, or something to filter the fleet by with how many nodes have it. */
type ChoiceRow = { value: string; name: string; nodes: number | null }

type ChoicesRequest = { viewer: Viewer; q: string; limit: number }

/** The labels of nodes in service that the viewer may see, as `key:value`, most common first; `q` filters them. */
export function readLabels(db: EntityManager, { viewer, q, limit }: ChoicesRequest): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  const { add, values } = parameters
  return db.query(
    `SELECT label AS value, label AS name, count(*)::int AS nodes
     FROM nodes n
     CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(n.labels) = 'object' THEN n.labels END) e
     CROSS JOIN LATERAL (SELECT e.key || ':' || (e.value #>> '{}') AS label) t
     WHERE n.retired_at IS NULL AND jsonb_typeof(e.value) = 'string' AND label ILIKE ${add(contains(q))}
       AND ${visibleSql('n.node_did', viewer, parameters)}
     GROUP BY label ORDER BY nodes DESC, label COLLATE hakim_names, label COLLATE "C" LIMIT ${add(limit)}`,
    values,
  )
}

/** The owners of such nodes by DID, those of the most nodes first; `q` filters them by name or DID. */
export function readOwners(db: EntityManager, { viewer, q, limit }: ChoicesRequest): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  const { add, values } = parameters
  const like = `ILIKE ${add(contains(q))}`
  return db.query(
    `SELECT p.did AS value, p.name, count(*)::int AS nodes
     FROM node_owners o JOIN people p ON p.id = o.person_id JOIN nodes n USING (node_did)
     WHERE n.retired_at IS NULL AND (p.name ${like} OR p.did ${like}) AND ${visibleSql('n.node_did', viewer, parameters)}
     GROUP BY p.did, p.name ORDER BY nodes DESC, p.name COLLATE hakim_names, p.did COLLATE "C" LIMIT ${add(limit)}`,
    values,
  )
}

/** Such nodes by name; `q` filters them by name or DID. */
export function readNodeChoices(
  db: EntityManager,
  { viewer, q, limit }: ChoicesRequest,
): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  const { add, values } = parameters
  const like = `ILIKE ${add(contains(q))}`
  return db.query(
    `SELECT node_did AS value, coalesce(name, node_did) AS name, NULL::int AS nodes
     FROM nodes n WHERE retired_at IS NULL AND (name ${like} OR node_did ${like}) AND ${visibleSql('n.node_did', viewer, parameters)}
     ORDER BY coalesce(name, node_did) COLLATE hakim_names, node_did COLLATE "C" LIMIT ${add(limit)}`,
    values,
  )
}

const keysSql = (viewer: Viewer, parameters: Parameters): string =>
  `SELECT e.key FROM nodes n CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(n.labels) = 'object' THEN n.labels END) e
   WHERE n.retired_at IS NULL AND jsonb_typeof(e.value) = 'string' AND ${visibleSql('n.node_did', viewer, parameters)}`

const metricsSql = (viewer: Viewer, parameters: Parameters): string =>
  `SELECT e.key FROM nodes n JOIN node_latest l USING (node_did)
   CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(l.metrics) = 'object' THEN l.metrics END) e
   WHERE n.retired_at IS NULL AND jsonb_typeof(e.value) = 'number' AND ${visibleSql('n.node_did', viewer, parameters)}`

/** The distinct values of `keys`, most common first. */
function readKeys(
  db: EntityManager,
  { q, limit }: ChoicesRequest,
  keys: string,
  parameters: Parameters,
): Promise<ChoiceRow[]> {
  const { add, values } = parameters
  return db.query(
    `SELECT value, max(key) AS name, count(*)::int AS nodes FROM (${keys}) k WHERE key ILIKE ${add(contains(q))}
     GROUP BY value ORDER BY nodes DESC, value COLLATE hakim_names, value COLLATE "C" LIMIT ${add(limit)}`,
    values,
  )
}

/** The keys of the labels of such nodes; `q` filters them. */
export function readLabelKeys(db: EntityManager, request: ChoicesRequest): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  return readKeys(
    db,
    request,
    `SELECT key, key AS value FROM (${keysSql(request.viewer, parameters)}) l`,
    parameters,
  )
}

/** The metrics in the latest reports of such nodes; `q` filters them. */
export function readMetrics(db: EntityManager, request: ChoicesRequest): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  return readKeys(
    db,
    request,
    `SELECT key, key AS value FROM (${metricsSql(request.viewer, parameters)}) m`,
    parameters,
  )
}

/** Metrics, and labels as `label:key`: what a column of the list may show beside what every node has. */
export function readColumns(db: EntityManager, request: ChoicesRequest): Promise<ChoiceRow[]> {
  const parameters = new Parameters()
  const metrics = `SELECT key, key AS value FROM (${metricsSql(request.viewer, parameters)}) m`
  const labels = `SELECT 'label:' || key AS key, 'label:' || key AS value FROM (${keysSql(request.viewer, parameters)}) l`
  return readKeys(db, request, `${metrics} UNION ALL ${labels}`, parameters)
}
