import type { EntityManager } from 'typeorm'
import { readAuditLog } from '@/lib/audit/db/log'
import { type ExportLine, lineOf } from '@/lib/audit/domain/export'

/** The whole log as lines of NDJSON, a page at a time. Needs a REPEATABLE READ transaction. */
export async function* exportAudit(
  tx: EntityManager,
  { key, now }: { key: string | null; now: Date },
): AsyncGenerator<string> {
  const text = (line: ExportLine): string => `${JSON.stringify(line)}\n`
  let events = 0
  let checkpoints = 0
  yield text({ type: 'hakim-audit', version: 2, exported_at: now.toISOString(), key })
  for await (const items of readAuditLog(tx)) {
    for (const item of items)
      if ('event' in item) events += 1
      else checkpoints += 1
    yield items.map((item) => text(lineOf(item))).join('')
  }
  yield text({ type: 'end', events, checkpoints })
}
