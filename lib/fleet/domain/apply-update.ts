import type { FleetList, ListUpdate } from './fleet-page'

/** `page` with what has changed; rows that have not keep their identity. Null: the update adds to rows that `page` does not have. */
export function applyUpdate<Row extends { did: string }>(
  page: FleetList<Row>,
  update: ListUpdate<Row>,
): FleetList<Row> | null {
  const known = new Map(update.since === null ? [] : page.rows.map((row) => [row.did, row]))
  for (const row of update.rows) known.set(row.did, row)
  const dids = update.dids ?? page.rows.map(({ did }) => did)
  const rows = dids.flatMap((did): Row[] => {
    const row = known.get(did)
    return row ? [row] : []
  })
  return rows.length === dids.length ? { ...update.page, rows } : null
}
