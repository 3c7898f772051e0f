import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from '@/lib/cli/start/child'
import { freePort } from '@/lib/postgres/free-port'
import type { Bench } from './bench'

/** Hakim as in production: `hakim start` on its own database. */
export type Server = { url: string; pid: number }

const startTimeoutMs = 180_000
const patienceMs = 20_000

/** Starts Hakim and waits until it prints its address. It ends with the stage or with this process. */
export async function startServer(bench: Bench, databaseUrl: string, name: string): Promise<Server> {
  const port = await freePort(null)
  const dataDir = join(bench.cluster.dir, `${name}-data`)
  mkdirSync(dataDir, { recursive: true })
  const { HAKIM_BASE_URL, HAKIM_SECRET, ...env } = process.env
  const address = { HOST: '127.0.0.1', PORT: String(port) }
  let output = ''
  let phase: 'starting' | 'serving' | 'stopping' = 'starting'
  const child = startChild({
    root: bench.host.root,
    args: [join(bench.host.root, 'bin', 'hakim.mjs'), 'start'],
    env: { ...env, ...address, DATABASE_URL: databaseUrl, HAKIM_DATA_DIR: dataDir },
    onOutput: (text) => {
      output += phase === 'starting' ? text : ''
      // A running server prints nothing unless something is wrong.
      if (phase === 'serving') process.stderr.write(text)
    },
  })
  bench.cleanups.add(() => {
    phase = 'stopping'
    return child.stop(patienceMs)
  })
  let ended: string | null = null
  child.ended.then((how) => (ended = how))
  for (const until = Date.now() + startTimeoutMs; !output.includes('Hakim is at'); ) {
    if (ended !== null || Date.now() > until)
      throw new Error(`Hakim did not start (${ended ?? 'too slow'}):\n${output}`)
    await new Promise((wake) => setTimeout(wake, 50))
  }
  phase = 'serving'
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 }
}
