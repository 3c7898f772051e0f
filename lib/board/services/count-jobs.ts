import type { DataSource } from 'typeorm'
import { foldJobCounts, recountJobs } from '@/lib/board/db/counts'
import { log } from '@/lib/log/log'

/** Adds up what writers noted since the last time. Of several server processes each may do it, in turns. */
export const addUpJobCounts = (db: DataSource): Promise<void> => db.transaction(foldJobCounts)

/** Corrects the counts, should rows have been written past the triggers. Returns by how many jobs they were wrong. */
export async function checkJobCounts(db: DataSource): Promise<number> {
  const wrong = await db.transaction(recountJobs)
  if (wrong > 0)
    log().warn(`Counts of jobs by status were off by ${wrong} and are corrected: triggers had been off.`)
  return wrong
}
