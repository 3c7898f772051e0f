import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProcess } from '@/lib/postgres/process'
import { type Embedded, startEmbedded } from '@/lib/postgres/start'

/** A PostgreSQL for one run of one process; `stop` removes its folder `dir`. */
type ThrowawayCluster = Pick<Embedded, 'url' | 'serverUrl' | 'stop'> & { dir: string }

/**
 * Starts an embedded PostgreSQL in a temporary folder named after `prefix` and this process, and removes what killed runs
 * with the same prefix left behind. Throws EmbeddedError.
 */
export async function startThrowaway(
  prefix: string,
  { durable }: { durable: boolean },
): Promise<ThrowawayCluster> {
  await removeRemains(prefix)
  const dir = join(tmpdir(), `${prefix}${process.pid}`)
  mkdirSync(dir, { recursive: true })
  // When Hakim runs as root, PostgreSQL's user must be able to enter.
  chmodSync(dir, 0o711)
  const server = await startEmbedded({ dataDir: dir, durable })
  return {
    url: server.url,
    serverUrl: server.serverUrl,
    dir,
    stop: async () => {
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A killed run leaves its server behind: adopt it to stop it. */
async function removeRemains(prefix: string): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    if (!Number.isInteger(pid) || findProcess(pid)) continue
    const dataDir = join(tmpdir(), name)
    try {
      await (await startEmbedded({ dataDir, durable: false })).stop()
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another user's, or half removed: no reason to fail.
    }
  }
}
