import type { PoolClient } from 'pg'
import type { EntityManager } from 'typeorm'
import type { ExportRow } from '@/lib/board/domain/export-row'
import { withoutHidden } from '@/lib/board/domain/export-row'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import { inOrder } from './list'
import { type JobFilter, type JobOrder, narrowing } from './narrowing'

/** Rows that are read at once: as many as take no noticeable memory. */
const atOnce = 2_000

const utc = (time: string): string =>
  `CASE WHEN isfinite(${time}) THEN to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END`

// In the order of `exportColumns`; as text, which nothing has to parse.
const columns = (viewer: string): string => `j.job_id::text, j.status, j.task_name, j.target_node_did, n.name,
  j.requester_did, p.name, d.risk, d.reason, j.params::text, ${utc('j.created_at')}, ${utc('d.started_at')},
  ${utc('j.completed_at')}, ${utc('d.expires_at')},
  CASE WHEN jsonb_typeof(j.status_history) = 'array' THEN j.status_history -> -1 ->> 'message' END,
  CASE WHEN j.target_node_did IN (${hiddenNodes(viewer)}) THEN 'hidden' END`

/**
 * All jobs of a filter in their order, a part of them at a time. `db` is within a transaction, whose snapshot they come from;
 * `viewerId` is the viewer.
 */
export async function* exportJobs(
  db: EntityManager,
  viewerId: string,
  filter: JobFilter,
  order: JobOrder,
): AsyncGenerator<ExportRow[]> {
  const narrowed = narrowing(filter, null, order)
  const { kept, values } = narrowed
  const viewer = `$${values.length + 1}`
  const by = order === 'newest' ? 'j.at DESC, j.job_id DESC' : 'j.at, j.job_id'
  await db.query(
    `DECLARE jobs NO SCROLL CURSOR FOR SELECT ${columns(viewer)}
     FROM (SELECT * FROM (${inOrder(narrowed, order)}) j WHERE ${kept ?? 'true'}) j
     LEFT JOIN job_details d USING (job_id) LEFT JOIN nodes n ON n.node_did = j.target_node_did
     LEFT JOIN people p ON p.did = j.requester_did ORDER BY ${by}`,
    [...values, viewerId],
  )
  const client: PoolClient = await db.queryRunner?.connect()
  const fetchNext = () => {
    const rows = client.query<(string | null)[]>({ text: `FETCH ${atOnce} FROM jobs`, rowMode: 'array' })
    // Whoever stops reading does not wait for it.
    rows.catch(() => undefined)
    return rows
  }
  let next = fetchNext()
  for (;;) {
    const { rows } = await next
    if (rows.length === 0) return
    // The database reads on while these are written.
    next = fetchNext()
    yield rows.map((row) => {
      const hidden = row.pop() === 'hidden'
      return hidden ? withoutHidden(row) : row
    })
  }
}
