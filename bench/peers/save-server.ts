import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { openDataSource } from '@/lib/db/connection/data-source'
import { HealthReport, type HealthReportRow } from '@/lib/db/entities/health-report'

// The peer for single posts: a minimal HTTP server that saves a report through TypeORM, without checks, tokens or derived
// tables, in its own process. DATABASE_URL names its database.

const db = await openDataSource(process.env.DATABASE_URL ?? '', { poolSize: 10 })
const reports = db.getRepository(HealthReport)

async function save(request: IncomingMessage): Promise<string> {
  // The body is not checked, which would only make this side slower.
  const raw: Omit<HealthReportRow, 'raw_report'> = JSON.parse(await text(request))
  const { target_node_did, timestamp, status, metrics, diagnosis } = raw
  const row = { target_node_did, timestamp, status, metrics, diagnosis, raw_report: raw }
  const { report_id } = await reports.save(row)
  return JSON.stringify({ report_id })
}

const server = createServer((request, response) => {
  save(request)
    .then((answer) => response.writeHead(201, { 'content-type': 'application/json' }).end(answer))
    .catch((error: unknown) => response.writeHead(500).end(String(error)))
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', async () => {
  server.close()
  server.closeAllConnections()
  await db.destroy()
  process.exit()
})
