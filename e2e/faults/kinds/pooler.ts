import { setTimeout as sleep } from 'node:timers/promises'
import { pgbouncer, startPgbouncer } from '@/test/pgbouncer'
import type { Fault } from '../fault'
import { openBehind, tried } from '../scene'

const backWithin = 20_000

async function pooled(database: string) {
  let running = await startPgbouncer(database, 'transaction')
  return {
    url: running.url,
    kill: () => running.stop('SIGKILL'),
    startAgain: async () => {
      running = await startPgbouncer(database, 'transaction', Number(new URL(running.url).port))
    },
    close: () => running.stop(),
  }
}

export const pooler: Fault = {
  name: 'pooler',
  what: 'kill -9 of PgBouncer in transaction mode, started again after up to 2 s',
  backWithin,
  cannot: () => (pgbouncer ? null : 'PgBouncer is not installed, and there is no Debian to get it from'),
  run: tried(
    () => openBehind(pooled),
    async ({ between }, writers, random) => {
      await between.kill()
      await sleep(2_000 * random())
      await between.startAgain()
      return writers.untilBack(3 * backWithin)
    },
  ),
}
