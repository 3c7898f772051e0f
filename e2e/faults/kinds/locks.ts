import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Fault } from '../fault'
import { openLocal, tried } from '../scene'

const backWithin = 10_000

export const locks: Fault = {
  name: 'locks',
  what: 'another program locks the table of jobs, and reports must go on; or the table of reports for 3 s',
  backWithin,
  cannot: () => null,
  run: tried(openLocal, async (scene, writers, random) => {
    const jobs = random() < 0.5
    const other = new Client({ connectionString: scene.database() })
    await other.connect()
    try {
      await other.query('BEGIN')
      await other.query(`LOCK TABLE ${jobs ? 'maintenance_jobs' : 'health_reports'}`)
      const during = jobs ? await writers.untilBack(3 * backWithin) : await sleep(3_000, 0)
      await other.query('COMMIT')
      return Math.max(during, await writers.untilBack(3 * backWithin))
    } finally {
      await other.end()
    }
  }),
}
