import { database } from '@/lib/db/connection/server-database'

/** Whether the database answers now. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await (await database()).query('SELECT 1')
    return true
  } catch {
    return false
  }
}
