import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Bench } from '../bench'

const listening = z.object({ port: z.number() })

/** Starts the TypeORM peer on a database. It ends with the stage. */
export async function startSaveServer(bench: Bench, databaseUrl: string): Promise<{ url: string }> {
  const child = fork(fileURLToPath(new URL('./save-server.mjs', import.meta.url)), [], {
    cwd: bench.host.root,
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    detached: true,
  })
  bench.cleanups.add(async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.disconnect()
    await ended
  })
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The TypeORM peer ended with ${code}`)
  })
  const [address] = await Promise.race([once(child, 'message'), failed])
  failed.catch(() => undefined)
  return { url: `http://127.0.0.1:${listening.parse(address).port}` }
}
