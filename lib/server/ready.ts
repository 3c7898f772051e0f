import { diskProblem } from '@/lib/db/connection/full-disk'
import { silentPools } from '@/lib/db/connection/server-database'
import { isStopping } from './stopping'

/** A load balancer asks every few seconds and waits about as long. */
const patienceMs = 3_000

/** Why this server should get no requests now; null when it can answer them. */
export async function notReady(): Promise<string | null> {
  if (isStopping()) return 'The server is stopping.'
  const disk = diskProblem()
  if (disk !== null) return disk
  const silent = await silentPools(patienceMs)
  return silent.length === 0 ? null : `The database does not answer (connections for ${silent.join(', ')}).`
}
