import { createServer } from 'node:net'
import { EmbeddedError } from '@/lib/postgres/error'

/** A free port of 127.0.0.1, the preferred one if possible. */
export async function freePort(preferred: number | null): Promise<number> {
  const tryPort = (port: number): Promise<number | null> =>
    new Promise((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(null))
      probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : null))
      })
    })
  const port = (preferred && (await tryPort(preferred))) || (await tryPort(0))
  if (port) return port
  throw new EmbeddedError('No free port on 127.0.0.1 for PostgreSQL. Stop programs that use many ports.')
}
