import { connect, createServer, type Socket } from 'node:net'

/** A proxy at `url` between a program and PostgreSQL; `cut` becomes true when it has cut the connections. */
type CuttingProxy = { url: string; cut: boolean; statements: string[]; close(): Promise<void> }

/**
 * Passes everything on until PostgreSQL has been sent the statement with this number, counted over all connections; then the
 * program's connections break without an answer, as they do when it is killed.
 */
export async function cuttingProxy(url: string, at: number): Promise<CuttingProxy> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    const read = statementsOf((statement) => proxy.statements.push(statement))
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    upstream.pipe(client)
    client.on('close', () => upstream.end())
    client.on('data', (chunk) => {
      upstream.write(chunk)
      read(chunk)
      if (proxy.statements.length < at) return
      proxy.cut = true
      for (const socket of sockets) if (socket.localPort === port) socket.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const own = new URL(url)
  own.host = `127.0.0.1:${port}`
  const proxy: CuttingProxy = {
    url: own.href,
    cut: false,
    statements: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return proxy
}

/** Reads the messages of a PostgreSQL client; `each` gets the text of every statement. */
function statementsOf(each: (statement: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  // The first message has no type.
  let typed = 0
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= typed + 4 && rest.length >= typed + rest.readInt32BE(typed)) {
      const message = rest.subarray(0, typed + rest.readInt32BE(typed))
      rest = rest.subarray(message.length)
      const type = typed === 1 ? String.fromCharCode(message.readUInt8(0)) : ''
      typed = 1
      // A simple query, or one that is parsed and then gets its values.
      if (type === 'Q' || type === 'P') each(message.toString('utf8', 5).replaceAll('\0', ' ').trim())
    }
  }
}
