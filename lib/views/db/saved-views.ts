import type { EntityManager } from 'typeorm'
import type { ViewPage } from '@/lib/views/domain/view-names'

export type SavedView = {
  view_id: string
  person_id: string
  name: string
  page: ViewPage
  query: string
  shared: boolean
  by: string
  created_at: Date
}

/** More than anybody finds again. */
export const mostViews = 200

/** The views of a person, then what others share, each by name. */
export const readViews = (db: EntityManager, personId: string, page: ViewPage | null): Promise<SavedView[]> =>
  db.query(
    `SELECT v.*, p.name AS by FROM saved_views v JOIN people p ON p.id = v.person_id
     WHERE (v.person_id = $1 OR v.shared) AND ($2::text IS NULL OR v.page = $2)
     ORDER BY v.person_id <> $1, lower(v.name), v.view_id LIMIT 500`,
    [personId, page],
  )

/** A view that this person may see, locked; null if there is none such. */
export async function lockView(
  tx: EntityManager,
  viewId: string,
  personId: string,
): Promise<Omit<SavedView, 'by'> | null> {
  const [row] = await tx.query<Omit<SavedView, 'by'>[]>(
    `SELECT * FROM saved_views WHERE view_id = $1 AND (person_id = $2 OR shared) FOR UPDATE`,
    [viewId, personId],
  )
  return row ?? null
}

export async function countViews(tx: EntityManager, personId: string): Promise<number> {
  const [row] = await tx.query<{ views: number }[]>(
    `SELECT count(*)::int AS views FROM saved_views WHERE person_id = $1`,
    [personId],
  )
  return row?.views ?? 0
}

type Kept = Pick<SavedView, 'name' | 'page' | 'query' | 'shared'>

/** Null if the person has another view of this name. */
export async function insertView(tx: EntityManager, personId: string, kept: Kept): Promise<string | null> {
  const [row] = await tx.query<{ view_id: string }[]>(
    `INSERT INTO saved_views (person_id, name, page, query, shared) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (person_id, name) DO NOTHING RETURNING view_id`,
    [personId, kept.name, kept.page, kept.query, kept.shared],
  )
  return row?.view_id ?? null
}

/** False if the person has another view of this name. */
export async function updateView(
  tx: EntityManager,
  { view_id, person_id }: Pick<SavedView, 'view_id' | 'person_id'>,
  { name, query, shared }: Omit<Kept, 'page'>,
): Promise<boolean> {
  const [, changed] = await tx.query<[unknown[], number]>(
    `UPDATE saved_views SET name = $2, query = $3, shared = $4
     WHERE view_id = $1 AND NOT EXISTS (SELECT FROM saved_views o WHERE o.person_id = $5 AND o.name = $2 AND o.view_id <> $1)`,
    [view_id, name, query, shared, person_id],
  )
  return changed > 0
}

export const deleteView = (tx: EntityManager, viewId: string): Promise<unknown> =>
  tx.query(`DELETE FROM saved_views WHERE view_id = $1`, [viewId])
