import type { DataSource } from 'typeorm'
import { deleteOldChallenges } from '@/lib/people/db/challenges'

/** Strangers decide how many passkey challenges are made; each is worth nothing once its minutes are over. */
export const forgetChallenges = (db: DataSource): Promise<void> => deleteOldChallenges(db.manager)
