import type { EntityManager } from 'typeorm'
import { firstIndexed, IndexRows, presentPeople } from '@/lib/audit/db/index-rows'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { IndexCheck } from '@/lib/audit/domain/index-check'
import type { AuditEvent } from '@/lib/audit/domain/log'

export type IndexComparison = {
  take(events: readonly AuditEvent[]): Promise<void>
  /** Adds what was found, but of chains that are no longer what they were: what is noted of their events cannot fit either. */
  end(): void
}

/**
 * Compares each event, as the walk over the log comes to it, with the index by which pages list and filter the log: who removes a row of it
 * hides that event. Events from before the index are added to it after an upgrade, the newest first.
 */
export async function indexComparison(tx: EntityManager, findings: AuditFindings): Promise<IndexComparison> {
  const first = await firstIndexed(tx)
  const check = new IndexCheck(first === null ? new Map() : await presentPeople(tx))
  const rows = new IndexRows(tx)
  const found = new AuditFindings()
  return {
    take: async (events) => {
      const last = events.at(-1)
      if (first === null || !last) return
      const indexed = await rows.upTo(last.id)
      for (const event of events) {
        const problems = check.problems(event, indexed.get(event.id))
        for (const what of event.id >= first ? problems : [])
          found.add('unlike', event, `index of event ${event.id} ${what}`)
      }
    },
    end: () => {
      const tampered = new Set(
        findings.kept.filter(({ kind }) => kind !== 'unlike').map(({ stream }) => stream),
      )
      findings.take(found.but(({ stream }) => tampered.has(stream)))
    },
  }
}
