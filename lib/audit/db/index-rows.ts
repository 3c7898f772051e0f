import type { EntityManager } from 'typeorm'
import type { IndexRow } from '@/lib/audit/domain/index-check'

const rowsPerPage = 500

/** The DIDs of all people, by id. */
export async function presentPeople(tx: EntityManager): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; did: string }[]>(`SELECT id, did FROM people`)
  return new Map(rows.map(({ id, did }) => [id, did]))
}

/**
 * The first event that the index has; null if it has none, or is not there yet. Older ones are added bit by bit after an upgrade.
 */
export async function firstIndexed(tx: EntityManager): Promise<number | null> {
  const [table] = await tx.query<{ there: boolean }[]>(
    `SELECT to_regclass('audit_entries') IS NOT NULL AS there`,
  )
  if (!table?.there) return null
  const [row] = await tx.query<{ first: string | null }[]>(`SELECT min(event_id) AS first FROM audit_entries`)
  return row?.first == null ? null : Number(row.first)
}

type Entry = { event_id: string; kind: string; node_did: string | null; at: string | null }
type Named = { event_id: string; person_id: string }

/** Reads the index in the order of the events, for whoever goes through the log. */
export class IndexRows {
  private readonly entries: Cursor<Entry>
  private readonly people: Cursor<Named>

  constructor(tx: EntityManager) {
    this.entries = new Cursor(
      ...([tx, 'hakim_index_entries'] as const),
      `SELECT event_id, kind, node_did, floor(extract(epoch FROM at) * 1000)::bigint AS at FROM audit_entries ORDER BY event_id`,
    )
    this.people = new Cursor(
      tx,
      'hakim_index_people',
      `SELECT event_id, person_id FROM audit_people ORDER BY event_id`,
    )
  }

  /** What the index has of the events up to this one, but for those of earlier calls. */
  async upTo(last: number): Promise<Map<number, IndexRow>> {
    const rows = new Map<number, IndexRow & { people: string[] }>()
    for (const { event_id, kind, node_did: node, at } of await this.entries.upTo(last))
      rows.set(Number(event_id), { kind, node, at: at === null ? null : Number(at), people: [] })
    for (const { event_id, person_id } of await this.people.upTo(last))
      rows.get(Number(event_id))?.people.push(person_id)
    return rows
  }
}

/** Rows in the order of their events, a page at a time. */
class Cursor<T extends { event_id: string }> {
  private rows: T[] = []
  private state: 'new' | 'open' | 'ended' = 'new'

  constructor(
    private readonly tx: EntityManager,
    private readonly name: string,
    private readonly sql: string,
  ) {}

  async upTo(last: number): Promise<T[]> {
    const found: T[] = []
    for (;;) {
      const beyond = this.rows.findIndex(({ event_id }) => Number(event_id) > last)
      for (const row of this.rows.splice(0, beyond < 0 ? this.rows.length : beyond)) found.push(row)
      if (beyond >= 0 || !(await this.fetch())) return found
    }
  }

  private async fetch(): Promise<boolean> {
    if (this.state === 'ended') return false
    if (this.state === 'new') await this.tx.query(`DECLARE ${this.name} NO SCROLL CURSOR FOR ${this.sql}`)
    this.rows = await this.tx.query<T[]>(`FETCH ${rowsPerPage} FROM ${this.name}`)
    this.state = this.rows.length < rowsPerPage ? 'ended' : 'open'
    if (this.state === 'ended') await this.tx.query(`CLOSE ${this.name}`)
    return this.rows.length > 0
  }
}
