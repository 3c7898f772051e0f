import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import { withClient } from './cluster'
import { copyLine, type SentReport } from './signal'

const columns = 'report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report'
const chunkLength = 64 * 1_024

/** Reports in COPY's text format, generated in chunks of about 64 kB. */
export function* copyText(reports: Iterable<SentReport>): Generator<Buffer> {
  let text = ''
  for (const report of reports) {
    text += copyLine(report)
    if (text.length < chunkLength) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/** Copies a stream into health_reports; committed when it resolves. */
export const copyReports = (url: string, text: Iterable<Buffer>): Promise<void> =>
  withClient(url, (client) =>
    pipeline(
      Readable.from(text, { objectMode: false }),
      client.query(from(`COPY health_reports (${columns}) FROM STDIN`)),
    ),
  )
