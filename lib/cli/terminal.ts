import type { DataSource } from 'typeorm'
import type { RightsContext } from '@/lib/consent/services/rights-transaction'

/** Who runs a command has the database's password, and may what an administrator may. */
export const terminal = (db: DataSource): RightsContext => ({ db, viewer: { kind: 'terminal' } })
