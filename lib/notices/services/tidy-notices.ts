import type { DataSource } from 'typeorm'
import { tidy } from '@/lib/notices/db/deliveries'

/** Deletes messages that ended a month ago. */
export const tidyNotices = (db: DataSource): Promise<void> => tidy(db.manager)
