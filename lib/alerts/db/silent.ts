import type { EntityManager } from 'typeorm'
import { heardSql, stateSql } from '@/lib/fleet/db/state-sql'

/** A node that is silent; `heard`: its last contact, in epoch seconds. */
export type SilentNode = { did: string; heard: number; labels: Record<string, unknown> }

export const readSilent = (db: EntityManager, now: Date): Promise<SilentNode[]> =>
  db.query(
    `SELECT l.node_did AS did, date_part('epoch', ${heardSql('$1::timestamptz')}) AS heard, n.labels
     FROM node_latest l JOIN nodes n USING (node_did)
     WHERE n.retired_at IS NULL AND ${stateSql('$1::timestamptz')} = 'Silent'`,
    [now],
  )
