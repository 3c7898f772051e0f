import { existsSync, statfsSync } from 'node:fs'
import { type Config, config } from '@/lib/config'
import { diskIsFull } from '@/lib/db/connection/full-disk'
import { silentPools } from '@/lib/db/connection/server-database'
import { isStopping } from './stopping'

/** A load balancer asks every few seconds and waits about as long. */
const patienceMs = 3_000

/** The embedded PostgreSQL cannot even start again without room for its log. */
const needed = 16 * 1024 * 1024

function ownDiskIsFull({ local, dataDir }: Pick<Config, 'local' | 'dataDir'>): boolean {
  if (!local || !existsSync(dataDir)) return false
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize < needed
}

/** Why this server should get no requests now; null when it can answer them. */
export async function notReady(): Promise<string | null> {
  if (isStopping()) return 'The server is stopping.'
  if (diskIsFull() || ownDiskIsFull(config()))
    return 'The disk of the database is full; free some space there. Nothing is stored until then.'
  const silent = await silentPools(patienceMs)
  return silent.length === 0 ? null : `The database does not answer (connections for ${silent.join(', ')}).`
}
