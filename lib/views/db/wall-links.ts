import type { EntityManager } from 'typeorm'
import type { ListedWall as WallLink } from '@/lib/views/domain/listed-wall'

/** A link is as good as its maker: it ends with their rights. */
const stateSql = `CASE WHEN w.revoked_at IS NOT NULL THEN 'revoked' WHEN w.expires_at <= now() THEN 'expired'
  WHEN p.disabled_at IS NOT NULL OR p.role <> 'admin' THEN 'dead' ELSE 'works' END`

/** All links, the newest first. */
export const readWallLinks = (db: EntityManager): Promise<WallLink[]> =>
  db.query(
    `SELECT w.link_id, w.name, w.page, w.query, w.embed, p.did AS created_by, p.name AS creator, w.created_at,
            w.expires_at, w.revoked_at, w.last_used_at, ${stateSql} AS state
     FROM wall_links w JOIN people p ON p.id = w.created_by ORDER BY w.created_at DESC, w.link_id LIMIT 500`,
  )

export type OpenWall = Pick<WallLink, 'link_id' | 'name' | 'page' | 'query' | 'embed'> & {
  maker: { id: string; did: string; name: string }
}

/** The link with this digest, if it still works; read on every call, so that a revocation counts at once. */
export async function openWall(db: EntityManager, digest: Buffer): Promise<OpenWall | null> {
  const [row] = await db.query<(OpenWall & { stale: boolean })[]>(
    `SELECT w.link_id, w.name, w.page, w.query, w.embed, jsonb_build_object('id', p.id, 'did', p.did, 'name', p.name) AS maker,
            coalesce(w.last_used_at < now() - interval '1 minute', true) AS stale
     FROM wall_links w JOIN people p ON p.id = w.created_by WHERE w.token_hash = $1 AND ${stateSql} = 'works'`,
    [digest],
  )
  if (!row) return null
  const { stale, ...wall } = row
  if (stale) await db.query(`UPDATE wall_links SET last_used_at = now() WHERE link_id = $1`, [wall.link_id])
  return wall
}

type NewWall = Pick<WallLink, 'name' | 'page' | 'query' | 'embed'> & {
  digest: Buffer
  personId: string
  until: Date | null
}

export async function addWallLink(tx: EntityManager, made: NewWall): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `SELECT hakim_add_wall_link($1, $2, $3, $4, $5, $6, $7) AS id`,
    [made.digest, made.personId, made.name, made.page, made.query, made.embed, made.until],
  )
  if (!row) throw new Error('PostgreSQL returned no link')
  return row.id
}

/** When it ended, the first time as well as later; null if there is no such link. */
export async function endWallLink(tx: EntityManager, linkId: string): Promise<Date | null> {
  const [row] = await tx.query<{ ended: Date | null }[]>(`SELECT hakim_end_wall_link($1) AS ended`, [linkId])
  return row?.ended ?? null
}
