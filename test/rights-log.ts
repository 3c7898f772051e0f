import { AuditFindings } from '@/lib/audit/domain/finding'
import { RightsProjection } from '@/lib/audit/domain/rights-projection'
import type { RightsTableName } from '@/lib/audit/domain/rights-tables'
import type { JsonObject } from '@/lib/kernel/json/json'

/** What was found, and the number of the event that it is about; 0: none. */
type RightsFinding = [event: number, detail: string]

type Log = {
  projection: RightsProjection
  /** What is found in the log itself. */
  found: () => RightsFinding[]
  /** The same and what is found of a table with these rows, where all other tables are empty. */
  foundOf: (table: RightsTableName, ...rows: JsonObject[]) => RightsFinding[]
}

/** An event of rights, or any other as its stream and its text. */
export type LoggedEvent = JsonObject | [stream: string, body: string]

/** What the log says of rights after these events, numbered from 1. */
export function rightsAfter(...events: LoggedEvent[]): Log {
  const findings = new AuditFindings()
  const projection = new RightsProjection(findings)
  for (const [n, event] of events.entries()) {
    const [stream, body] = Array.isArray(event) ? event : ['rights', JSON.stringify(event)]
    projection.take({ id: n + 1, stream, seq: n + 101, body, prev: null, hash: '' })
  }
  const found = () =>
    findings.kept.map(({ kind, event_id, stream, seq, detail }): RightsFinding => {
      const id = event_id ?? 0
      if (kind !== 'unlike' || stream !== 'rights' || (seq ?? 100) !== id + 100)
        throw new Error(`an odd finding: ${kind} ${stream} ${event_id} ${seq}`)
      return [id, detail]
    })
  const foundOf = (table: RightsTableName, ...rows: JsonObject[]) => {
    for (const row of rows) projection.compare(table, row)
    projection.end()
    return found()
  }
  return { projection, found, foundOf }
}
