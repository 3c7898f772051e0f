import type { EntityManager } from 'typeorm'
import type { AnnotationRequest } from '@/lib/annotations/domain/annotation-calls'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

export type AnnotationRow = {
  annotation_id: string
  node_did: string | null
  label: string | null
  at: Date
  until: Date | null
  text: string
  person_id: string | null
  by: string | null
  created_at: Date
}

/** `labels`: those of the node as `key:value`. Times in ISO 8601. */
type Narrowing = {
  node?: { did: string; labels: readonly string[] } | undefined
  from?: string | undefined
  to?: string | undefined
}

export async function insertAnnotation(
  tx: EntityManager,
  personId: string | null,
  { node_did, label, at, until, text }: AnnotationRequest,
): Promise<string> {
  const [row] = await tx.query<{ annotation_id: string }[]>(
    `INSERT INTO annotations (node_did, label, at, until, text, person_id)
     VALUES ($1, $2, coalesce($3::timestamptz, now()), $4, $5, $6) RETURNING annotation_id`,
    [node_did ?? null, label ?? null, at ?? null, until ?? null, text, personId],
  )
  if (!row) throw new Error('PostgreSQL returned no annotation_id')
  return row.annotation_id
}

/** Annotations that the viewer may see and that touch the range, the newest first. */
export function readAnnotations(
  db: EntityManager,
  viewer: Viewer,
  { node, from, to }: Narrowing,
  limit: number,
): Promise<AnnotationRow[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const parts = [`(a.node_did IS NULL OR ${visibleSql('a.node_did', viewer, parameters)})`]
  if (node)
    parts.push(
      `(a.node_did = ${add(node.did)} OR a.label = ANY (${add(node.labels)}) OR a.node_did IS NULL AND a.label IS NULL)`,
    )
  if (to) parts.push(`a.at < ${add(to)}`)
  if (from) parts.push(`coalesce(a.until, a.at) >= ${add(from)}`)
  return keptQuery<AnnotationRow>(
    db,
    `SELECT a.*, p.name AS by FROM annotations a LEFT JOIN people p ON p.id = a.person_id
     WHERE ${parts.join(' AND ')} ORDER BY a.at DESC, a.annotation_id DESC LIMIT ${add(limit)}`,
    parameters.values,
  )
}

/** Deletes one, by its author or, with `author` null, by anybody's; false if there is none such. */
export async function deleteAnnotation(
  tx: EntityManager,
  annotationId: string,
  author: string | null,
): Promise<boolean> {
  const rows = await tx.query<[unknown[], number]>(
    `DELETE FROM annotations WHERE annotation_id = $1 AND ($2::text IS NULL OR person_id = $2)`,
    [annotationId, author],
  )
  return rows[1] > 0
}
