import type { DataSource } from 'typeorm'
import { foldJobCounts, recountJobs } from '@/lib/board/db/counts'
import { log } from '@/lib/log/log'

/** Merges the changes recorded since the last time. Several server processes may do it, in turns. */
export const addUpJobCounts = (db: DataSource): Promise<void> => db.transaction(foldJobCounts)

/** Corrects the counts in case rows were written without the triggers. Returns by how many jobs they were wrong. */
export async function checkJobCounts(db: DataSource): Promise<number> {
  const wrong = await db.transaction(recountJobs)
  if (wrong > 0)
    log().warn(`Counts of jobs by status were off by ${wrong} and are corrected: triggers had been off.`)
  return wrong
}
