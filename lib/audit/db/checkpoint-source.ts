import type { EntityManager } from 'typeorm'
import { tableExists } from '@/lib/db/connection/table-exists'

/** What to read checkpoints from: a database that is still to be migrated has them under their former names. */
export const checkpointSource = async (db: EntityManager): Promise<string> =>
  (await tableExists(db, 'audit_checkpoints'))
    ? 'audit_checkpoints'
    : '(SELECT *, seal_no AS checkpoint_no, sealed_at AS created_at FROM audit_seals) AS former'
