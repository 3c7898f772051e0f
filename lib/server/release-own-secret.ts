import { setTimeout as pause } from 'node:timers/promises'
import { config, readSecret } from '@/lib/config'
import { clockDatabase } from '@/lib/db/connection/server-database'
import { releaseSecret } from '@/lib/people/services/one-secret'

/** A database that hangs does not keep the server from ending. */
const patienceMs = 1_000

/** At the end, so that a server with another secret can start at once; without the database, it is forgotten in half a minute. */
export async function releaseOwnSecret(): Promise<void> {
  if (config().local) return
  const released = clockDatabase()
    .then((db) => releaseSecret(db, readSecret(config())))
    .catch(() => undefined)
  await Promise.race([released, pause(patienceMs)])
}
