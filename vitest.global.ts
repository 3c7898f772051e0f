import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@/lib/db/embedded'
import { findProcess } from '@/lib/db/embedded-process'

const PREFIX = 'hakim-vitest-'

/** One embedded PostgreSQL for the whole run; the tests reach it through lib/db/test-database.ts. */
export default async function setup(): Promise<() => Promise<void>> {
  await removeRemains()
  const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`)
  mkdirSync(dataDir, { recursive: true })
  // As root, PostgreSQL's own user must be able to enter.
  chmodSync(dataDir, 0o711)
  const server = await startEmbedded({ dataDir, durable: false })
  process.env.HAKIM_TEST_DATABASE_URL = server.url
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A run that was killed leaves its server behind: adopt it, to end it. */
async function removeRemains(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN
    if (!Number.isInteger(pid) || findProcess(pid)) continue
    const dataDir = join(tmpdir(), name)
    try {
      await (await startEmbedded({ dataDir, durable: false })).stop()
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another user's, or half removed: not worth failing a test run.
    }
  }
}
