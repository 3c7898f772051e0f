import type { EntityManager } from 'typeorm'

/**
 * Which of these nodes another transaction holds at the moment, or may hold: of one that has no latest report yet, the
 * first report may be in a transaction that is not visible. `known`: it has a latest report, so it is certain.
 */
export const readHeldNodes = (
  db: EntityManager,
  dids: readonly string[],
): Promise<{ did: string; known: boolean }[]> =>
  db.query(
    `WITH free AS (SELECT node_did FROM node_latest WHERE node_did = ANY ($1::text[]) FOR UPDATE SKIP LOCKED)
     SELECT did, EXISTS (SELECT FROM node_latest l WHERE l.node_did = did) AS known
     FROM unnest($1::text[]) did WHERE did NOT IN (SELECT node_did FROM free)`,
    [dids],
  )
