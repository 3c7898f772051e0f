import { exportJobs } from '@/lib/board/db/export'
import type { JobFilter } from '@/lib/board/db/narrowing'
import { searched } from '@/lib/board/db/search'
import { csvHead, csvLine, type ExportRow, jsonRow } from '@/lib/board/domain/export-row'
import type { JobExportRequest } from '@/lib/board/domain/jobs-query'
import { openExport } from '@/lib/db/connection/open-export'
import { database } from '@/lib/db/connection/server-database'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { narrowedBy } from './job-board'

async function* csvParts(parts: AsyncIterable<ExportRow[]>): AsyncGenerator<string> {
  yield csvHead
  for await (const rows of parts) yield rows.map(csvLine).join('')
}

async function* jsonParts(parts: AsyncIterable<ExportRow[]>): AsyncGenerator<string> {
  let before = '['
  for await (const rows of parts) {
    yield `${before}\n${rows.map(jsonRow).join(',\n')}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

/** All jobs of a list as the board filters it, as a file; days begin as in the zone. */
export async function jobExport(
  viewer: PersonViewer,
  { format, sort, status, ...filter }: JobExportRequest,
  zone: string,
): Promise<Result<ReadableStream<Uint8Array<ArrayBuffer>>>> {
  const wanted: JobFilter = {
    ...(await searched((await database()).manager, narrowedBy(viewer, filter, zone))),
    ...(status === 'waiting' ? { waiting: viewer } : { statuses: status }),
  }
  return openExport('jobs', (db) => {
    const rows = exportJobs(db, viewer.id, wanted, sort ?? 'newest')
    return format === 'csv' ? csvParts(rows) : jsonParts(rows)
  })
}
