import type { EntityManager } from 'typeorm'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { nodeExists } from '@/lib/fleet/queries/node-exists'
import { hasEntries } from '@/lib/history/db/entries'
import type { EntryFilter } from '@/lib/history/db/entry-conditions'
import { named } from '@/lib/history/db/names'
import type { AuditQuery } from '@/lib/history/domain/audit-query'
import { isKnownKind } from '@/lib/history/domain/sentence'
import { type FieldProblem, fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import { callerRefusal, refusalOf } from '@/lib/people/domain/refusal'

/**
 * Who and what a query names, looked up: an unknown person, node or kind is refused by name, since a list of everything, or
 * an empty one, would look like an answer. Whoever may not read all of the log gets what concerns them.
 */
export async function resolveFilter(
  db: EntityManager,
  viewer: PersonViewer,
  { person, node, kind, from, to, q }: AuditQuery,
): Promise<Result<EntryFilter>> {
  // A token without the scope for all of the log reads what concerns its person, an administrator too.
  const readsAll = [refusalOf, callerRefusal].every((refusal) => refusal('readAudit', viewer) === null)
  const wrong: FieldProblem[] = []
  const [somebody, isNode, isKind, found] = await Promise.all([
    person === undefined ? null : findPersonBy(db, person),
    node === undefined || knowsNode(db, viewer, node, readsAll),
    kind === undefined || isKnownKind(kind) || (readsAll && hasEntries(db, 'kind', kind)),
    q === undefined || q.trim() === '' ? undefined : named(db, q.trim()),
  ])
  if (person !== undefined && !somebody)
    wrong.push({ path: 'person', message: `nobody has the DID ${person}` })
  if (!isNode) wrong.push({ path: 'node', message: `there is no node ${node}` })
  if (!isKind) wrong.push({ path: 'kind', message: `there is no kind of entry “${kind}”` })
  if (from !== undefined && to !== undefined && from >= to)
    wrong.push({ path: 'to', message: 'must be after the beginning' })
  if (wrong.length > 0) return fail('invalid', 'The filter is not valid.', { fields: wrong })
  return ok({
    onlyOf: readsAll ? null : viewer.id,
    ...{ person: somebody?.id, node, kind, from, to },
    q: found && { text: q?.trim() ?? '', ...found },
  })
}

/** Nodes that were deleted still have their entries. */
async function knowsNode(
  db: EntityManager,
  viewer: PersonViewer,
  did: string,
  readsAll: boolean,
): Promise<boolean> {
  const scope = await nodeScope(db, viewer, did)
  if (scope && (await nodeExists(db, scope))) return true
  return readsAll && hasEntries(db, 'node_did', did)
}
