import type { EntityManager } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import { findingKey } from '@/lib/audit/domain/finding'
import type { KeptFinding } from '@/lib/audit/domain/verification'

/** Names a finding, from one verification to the next. */
export const findingId = (finding: KeptFinding): string => sha256(null, findingKey(finding))

/** Puts what somebody did about a finding into the log, which then protects that note as everything else. */
export const logAboutFinding = (
  tx: EntityManager,
  kind: 'finding noted',
  facts: { finding: KeptFinding & { id: string }; note: string },
): Promise<unknown> => tx.query(`SELECT hakim_note($1, $2::jsonb)`, [kind, JSON.stringify(facts)])

const mostRead = 1_000

/** The texts of the newest notes, oldest first. */
export async function readFindingNotes(db: EntityManager): Promise<string[]> {
  const rows = await db.query<{ body: string }[]>(
    `SELECT e.body FROM audit_entries a JOIN job_events e USING (event_id)
     WHERE a.kind = 'finding noted' ORDER BY a.event_id DESC LIMIT ${mostRead}`,
  )
  return rows.map(({ body }) => body).reverse()
}
