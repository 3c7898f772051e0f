import { type AnnotationRow, readAnnotations } from '@/lib/annotations/db/annotations'
import type { Annotation } from '@/lib/annotations/domain/annotation'
import type { AnnotationsQuery } from '@/lib/annotations/domain/annotation-calls'
import { database } from '@/lib/db/connection/server-database'
import { readNodes } from '@/lib/fleet/db/nodes'
import { labelsOf } from '@/lib/fleet/queries/node-state'
import { fail, ok } from '@/lib/kernel/errors'
import { hasRole, type PersonViewer, type Viewer } from '@/lib/kernel/role'

/** More than a chart can show. */
const mostOnCharts = 200

/** The node with its labels as `key:value`; null if it does not exist for this viewer. */
async function nodeOf(viewer: Viewer, did: string) {
  const { manager } = await database()
  const [node] = await readNodes(manager, viewer, [did])
  return node ? { did, labels: Object.entries(labelsOf(node.labels)).map((entry) => entry.join(':')) } : null
}

/** The answer of `GET /annotations`. */
export async function apiAnnotations(viewer: Viewer, { node: did, from, to, limit }: AnnotationsQuery) {
  const { manager } = await database()
  const node = did === undefined ? undefined : await nodeOf(viewer, did)
  if (node === null) return fail('not_found', `There is no node ${did}. Check the DID.`)
  const found = await readAnnotations(manager, viewer, { node, from, to }, limit + 1)
  return ok({
    annotations: found.slice(0, limit).map(({ person_id: _, ...row }) => row),
    more: found.length > limit,
  })
}

/** Those on the charts of a node over a range in epoch seconds, the newest first. */
export async function nodeAnnotations(
  viewer: PersonViewer,
  did: string,
  range: { from: number; to: number },
): Promise<Annotation[]> {
  const { manager } = await database()
  const node = await nodeOf(viewer, did)
  if (!node) return []
  const [from, to] = [range.from, range.to].map((at) => new Date(at * 1_000).toISOString())
  const rows = await readAnnotations(manager, viewer, { node, from, to }, mostOnCharts)
  return rows.map((row) => shown(viewer, row))
}

const seconds = (time: Date): number => time.getTime() / 1_000

const shown = (viewer: PersonViewer, row: AnnotationRow): Annotation => ({
  ...{ id: row.annotation_id, text: row.text, by: row.by },
  at: seconds(row.at),
  until: row.until && seconds(row.until),
  alsoOn: row.node_did === null ? (row.label ?? 'all nodes') : null,
  own: row.person_id === viewer.id || hasRole(viewer.role, 'admin'),
})
