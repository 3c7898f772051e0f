import { Cron } from 'croner'
import type { DataSource } from 'typeorm'
import { markLost } from '@/lib/services/mark-lost'
import { topUpDemo } from '@/lib/services/top-up-demo'

type Work = (db: DataSource) => Promise<unknown>

/**
 * Starts what runs on a clock and returns how to stop it. A run that takes longer than its interval is not doubled,
 * one that fails says so and the next one tries again.
 */
export function startClock(open: () => Promise<DataSource>, { demo }: { demo: boolean }): () => void {
  const every = (seconds: number, name: string, work: Work): Cron =>
    new Cron(
      `*/${seconds} * * * * *`,
      {
        protect: true,
        unref: true,
        catch: (error) => console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`),
      },
      async () => {
        await work(await open())
      },
    )
  const jobs = [
    every(5, 'mark lost jobs', markLost),
    ...(demo ? [every(30, 'continue the sample fleet', (db) => topUpDemo(db, new Date()))] : []),
  ]
  return () => {
    for (const job of jobs) job.stop()
  }
}
