import type { EntityManager } from 'typeorm'
import { storedTransitions } from '@/lib/audit/db/transitions'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { moves } from '@/lib/audit/domain/moves-projection'

/** Compares the moves that the guard of jobs reads from a table with those that migrations wrote into it. */
export async function compareTransitions(tx: EntityManager, findings: AuditFindings): Promise<void> {
  const allowed = new Set(
    Object.entries(moves).flatMap(([from, to]) => to.map((each) => `${from} to ${each}`)),
  )
  const stored = new Set(await storedTransitions(tx))
  const say = (what: string): void => findings.add('unlike', { stream: 'rights' }, `job_transitions ${what}`)
  for (const move of stored) if (!allowed.has(move)) say(`has the move from ${move}, which no job may make`)
  for (const move of allowed) if (!stored.has(move)) say(`lacks the move from ${move}`)
}
