import type { DataSource } from 'typeorm'
import { z } from 'zod'
import { openDataSource } from '@/lib/db/connection/data-source'
import { findEmbedded } from '@/lib/postgres/start'
import { metricsToken } from '@/test/metrics-server'
import { freePort, type Hakim, startHakim } from '../hakim'

const line = z.looseObject({ level: z.string(), msg: z.string(), request_id: z.string().optional() })
type Line = z.infer<typeof line>

/** A server at level debug, and its log as it leaves `hakim start`. */
export type LogFixture = {
  hakim: Hakim
  lines: () => Line[]
  /** Those of one request. */
  linesOf: (id: string | null) => Line[]
  /** While `work` runs, every lookup of a person hits a bug. */
  withoutPeople: (work: () => Promise<void>) => Promise<void>
  close: () => Promise<number | null>
}

export async function openLogFixture(): Promise<LogFixture> {
  const hakim = await startHakim({
    ...{ HAKIM_DEMO: '0', HAKIM_LOG_LEVEL: 'debug' },
    ...{ HAKIM_METRICS_TOKEN: metricsToken, HAKIM_METRICS_PORT: String(await freePort()) },
  })
  const db = await openDatabase(hakim)
  const lines = (): Line[] =>
    hakim
      .output()
      .split('\n')
      // The last line may not be complete yet.
      .slice(0, -1)
      .filter((text) => text.startsWith('{'))
      .map((text) => line.parse(JSON.parse(text)))
  return {
    hakim,
    lines,
    linesOf: (id) => lines().filter((one) => one.request_id === id),
    withoutPeople: async (work) => {
      await db.query('ALTER TABLE people RENAME TO people_away')
      try {
        await work()
      } finally {
        await db.query('ALTER TABLE people_away RENAME TO people')
      }
    },
    close: async () => {
      await db.destroy()
      return hakim.stop()
    },
  }
}

async function openDatabase({ env }: Hakim): Promise<DataSource> {
  const url = await findEmbedded(env.HAKIM_DATA_DIR ?? '')
  if (!url) throw new Error('no database')
  return openDataSource(url, { poolSize: 1 })
}
