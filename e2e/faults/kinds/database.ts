import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from '@/test/embedded-postgres'
import type { Fault } from '../fault'
import { openLocal, type Scene, tried } from '../scene'

const backWithin = 20_000

const postmaster = ({ hakim }: Scene): number =>
  Number(
    readFileSync(join(hakim.env.HAKIM_DATA_DIR ?? '', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
  )

/** One that stores reports: PostgreSQL then ends all of them and recovers. */
async function backend({ database }: Scene): Promise<number> {
  const [row] = await ask(
    database(),
    `SELECT pid FROM pg_stat_activity WHERE query LIKE '%INSERT INTO health_reports%' AND pid <> pg_backend_pid()`,
  )
  return Number(row?.pid)
}

export const database: Fault = {
  name: 'database',
  what: 'kill -9 of PostgreSQL or of one of its backends',
  backWithin,
  cannot: () => null,
  run: tried(openLocal, async (scene, writers, random) => {
    const pid = random() < 0.5 ? postmaster(scene) : await backend(scene)
    // Anything else could be this process, or all of them.
    if (!(pid > 1)) throw new Error(`No process of PostgreSQL: ${pid}`)
    process.kill(pid, 'SIGKILL')
    return writers.untilBack(3 * backWithin)
  }),
}
