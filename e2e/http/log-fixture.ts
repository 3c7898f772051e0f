import { z } from 'zod'
import { metricsToken } from '@/test/metrics-token'
import { freePort } from '../hakim'
import { databaseFixture } from './database-fixture'
import type { ServerFixture } from './server-fixture'

const line = z.looseObject({ level: z.string(), msg: z.string(), request_id: z.string().optional() })
type Line = z.infer<typeof line>

/** A server at level debug, and its log as it leaves `hakim start`. */
export type LogFixture = ServerFixture & {
  lines: () => Line[]
  /** Those of one request. */
  linesOf: (id: string | null) => Line[]
  /** While `work` runs, every lookup of a person hits a bug. */
  withoutPeople: (work: () => Promise<void>) => Promise<void>
}

export async function openLogFixture(): Promise<LogFixture> {
  const server = await databaseFixture({
    ...{ HAKIM_LOG_LEVEL: 'debug' },
    ...{ HAKIM_METRICS_TOKEN: metricsToken, HAKIM_METRICS_PORT: String(await freePort()) },
  })
  const lines = (): Line[] =>
    server.hakim
      .output()
      .split('\n')
      // The last line may not be complete yet.
      .slice(0, -1)
      .filter((text) => text.startsWith('{'))
      .map((text) => line.parse(JSON.parse(text)))
  return {
    ...server,
    lines,
    linesOf: (id) => lines().filter((one) => one.request_id === id),
    withoutPeople: async (work) => {
      await server.db.query('ALTER TABLE people RENAME TO people_away')
      try {
        await work()
      } finally {
        await server.db.query('ALTER TABLE people_away RENAME TO people')
      }
    },
  }
}
