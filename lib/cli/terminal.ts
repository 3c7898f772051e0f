import type { DataSource } from 'typeorm'
import type { RightsContext } from '@/lib/people/services/rights-transaction'

/** Whoever runs a command has the database password, and so the rights of an administrator. */
export const terminal = (db: DataSource): RightsContext => ({ db, viewer: { kind: 'terminal' } })
