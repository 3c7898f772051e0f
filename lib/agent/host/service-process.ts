import { createServer } from 'node:http'

/**
 * The agent's built-in heartbeat service, which answers over HTTP on loopback. It prints its port, and exits on SIGTERM
 * or when its stdin closes, so that it never outlives the agent.
 */
export function runService(name: string): void {
  const startedAt = Date.now()
  let beats = 0
  const beating = setInterval(() => {
    beats += 1
    if (beats % 60 === 0) process.stdout.write(`info ${name}: ${beats} beats\n`)
  }, 1_000)
  const server = createServer((_, response) => {
    const uptime_seconds = Math.round((Date.now() - startedAt) / 1_000)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ service: name, pid: process.pid, uptime_seconds, beats }))
  })
  const end = (): void => {
    clearInterval(beating)
    process.stdin.destroy()
    server.close()
    server.closeAllConnections()
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.stdin.on('error', end).on('end', end).resume()
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address && typeof address === 'object') process.stdout.write(`listening on ${address.port}\n`)
  })
}
