import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP proxy at `url` in front of PostgreSQL that can go away, or stop forwarding without closing anything. */
export type SilentProxy = {
  url: string
  goSilent(): void
  /** Closes every connection, and new ones at once. */
  goAway(): void
  forwardAgain(): void
  close(): Promise<void>
}

/**
 * While silent, it accepts connections and passes nothing on in either direction. Connections that were open then stay
 * silent for good, as they do behind a firewall that has forgotten them.
 */
export async function silentProxy(url: string): Promise<SilentProxy> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let forgotten: { value: boolean } = { value: false }
  let away = false
  const server = createServer((client) => {
    if (away) return void client.destroy()
    const silent = forgotten
    const upstream = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => silent.value || to.write(chunk))
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        if (!silent.value) to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const own = new URL(url)
  own.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url: own.href,
    goSilent: () => {
      forgotten.value = true
    },
    goAway: () => {
      away = true
      for (const socket of sockets) socket.destroy()
    },
    forwardAgain: () => {
      away = false
      forgotten = { value: false }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
