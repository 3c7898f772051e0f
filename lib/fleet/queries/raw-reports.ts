import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { readReports } from '@/lib/reports/db/reports'
import { nodeExists } from './node-exists'

/** One page of a node's stored reports, newest first; null when the node does not exist for this viewer. */
export async function rawReports(
  viewer: Viewer,
  did: string,
  request: { cursor?: string | undefined; limit: number },
) {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope || !(await nodeExists(manager, scope))) return null
  const cursor = request.cursor ? decodeCursor(request.cursor) : null
  const { page, more } = await readReports(
    manager,
    scope,
    cursor && { timestamp: cursor.at, reportId: cursor.id },
    request.limit,
  )
  const last = page.at(-1)
  return {
    reports: page.map(({ cursor_at: _, ...report }) => report),
    next_cursor: more && last ? encodeCursor({ at: last.cursor_at, id: last.report_id }) : null,
  }
}
