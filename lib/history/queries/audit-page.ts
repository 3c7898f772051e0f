import { database } from '@/lib/db/connection/server-database'
import {
  checkpointsBetween,
  fittingEntries,
  pickEntries,
  readEntries,
  readExtent,
} from '@/lib/history/db/entries'
import { namesIn } from '@/lib/history/db/names'
import type { AuditExtent, AuditPage } from '@/lib/history/domain/audit-entry'
import type { AuditQuery } from '@/lib/history/domain/audit-query'
import { factsOf, textOf } from '@/lib/history/domain/facts'
import { sentenceText } from '@/lib/history/domain/sentence'
import { ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { entryOf } from './entry-of'
import { resolveFilter } from './resolve-filter'

/**
 * One page of the log, newest first: all of it for those who may read it, else what the viewer did and what concerns them.
 * Checkpoints are part of the whole list alone: they cover entries that a filter leaves out.
 */
export async function auditPage(viewer: PersonViewer, query: AuditQuery): Promise<Result<AuditPage>> {
  const { manager } = await database()
  const filter = await resolveFilter(manager, viewer, query)
  if (!filter.ok) return filter
  const { onlyOf, from: _from, to: _to, ...narrowed } = filter.value
  const picked = await pickEntries(manager, filter.value, query.cursor ?? null, query.limit)
  const ids = await fittingEntries(manager, picked.ids)
  const isCut = ids.length < picked.ids.length
  const { next, early } = isCut ? { next: ids.at(-1) ?? null, early: false } : picked
  const [newest, oldest] = [ids[0], ids.at(-1)]
  const whole = onlyOf === null && Object.values(narrowed).every((value) => value === undefined)
  const [rows, checkpoints] = await Promise.all([
    readEntries(manager, ids),
    whole && newest && oldest ? checkpointsBetween(manager, oldest, newest) : [],
  ])
  const entries = rows.map(entryOf)
  const names = await namesIn(
    manager,
    entries.flatMap(({ parts }) => parts),
  )
  return ok({
    entries: entries.map((entry) => ({ ...entry, text: sentenceText(entry.parts, names) })),
    names,
    checkpoints: checkpoints.map(({ checkpoint_no, created_at, hash, last }) => ({
      ...{ no: Number(checkpoint_no), at: created_at, hash, lastEventId: Number(last) },
    })),
    next,
    searchedTo: early && next !== null ? Number(next) : null,
  })
}

/** How far the log reaches. */
export async function auditExtent(): Promise<AuditExtent> {
  const { newest, oldest, indexing } = await readExtent((await database()).manager)
  return {
    newest: newest === null ? null : Number(newest),
    since: oldest === null ? null : textOf(factsOf({ body: oldest, node: null, job: null }).body.at),
    indexing,
  }
}
