import { createHash } from 'node:crypto'
import type { DataSource } from 'typeorm'

/** A name that a node's agent uses: of a metric, or a status of its own. */
export type NodeName = { did: string; name: string }

/** A name that was not used for so long makes room for another. */
const forgottenAfterDays = 30

export const hashOf = (name: string): Buffer => createHash('sha256').update(name).digest()

/** The hashes, in hexadecimal, of all names that these nodes have a place for. */
export const readNameHashes = (
  db: DataSource,
  dids: readonly string[],
): Promise<{ did: string; hashes: string[] }[]> =>
  db.query(
    `SELECT node_did AS did, array_agg(encode(name_hash, 'hex')) AS hashes FROM node_names
     WHERE node_did = ANY ($1::text[]) GROUP BY 1`,
    [dids],
  )

/**
 * Gives the names of a node their places, in order, as long as it has fewer than `most`, and returns for each whether it has
 * one. The lock keeps two servers from giving away the same last place.
 */
export async function takeNames(
  db: DataSource,
  names: readonly NodeName[],
  most: number,
): Promise<boolean[]> {
  const values = [names.map(({ did }) => did), names.map(({ name }) => hashOf(name))]
  const rows = await db.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('hakim node names'))`)
    await tx.query(
      `DELETE FROM node_names WHERE node_did = ANY ($1::text[]) AND seen_on < current_date - ${forgottenAfterDays}`,
      [values[0]],
    )
    return tx.query<{ place: number }[]>(takePlaces, [...values, most])
  })
  const placed = new Set(rows.map(({ place }) => place))
  return names.map((_, index) => placed.has(index + 1))
}

const takePlaces = `
  WITH wanted AS (
    SELECT did, hash, min(place)::int AS place
    FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS w (did, hash, place) GROUP BY did, hash),
  known AS (
    SELECT w.*, m.seen_on FROM wanted w JOIN node_names m ON m.node_did = w.did AND m.name_hash = w.hash),
  renewed AS (
    UPDATE node_names m SET seen_on = current_date
    FROM known k WHERE m.node_did = k.did AND m.name_hash = k.hash AND k.seen_on < current_date),
  used AS (SELECT node_did AS did, count(*) AS names FROM node_names WHERE node_did = ANY ($1) GROUP BY 1),
  fresh AS (
    INSERT INTO node_names (node_did, name_hash)
    SELECT did, hash
    FROM (SELECT w.*, coalesce(u.names, 0) + row_number() OVER (PARTITION BY w.did ORDER BY w.place) AS nth
          FROM wanted w LEFT JOIN used u USING (did)
          WHERE NOT EXISTS (SELECT FROM known k WHERE (k.did, k.hash) = (w.did, w.hash))) new
    WHERE nth <= $3
    RETURNING node_did AS did, name_hash AS hash)
  SELECT place FROM known UNION ALL SELECT place FROM wanted JOIN fresh USING (did, hash)`
