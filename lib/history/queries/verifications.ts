import {
  lastVerification,
  openVerification,
  type VerificationRow,
  verificationsSince,
} from '@/lib/audit/db/verifications'
import { readReport, verificationProgress } from '@/lib/audit/domain/verification'
import { database } from '@/lib/db/connection/server-database'
import { nightsOf, type Verifications, type VerificationView } from '@/lib/history/domain/verification-view'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { findPerson } from '@/lib/people/db/people'
import { refusalOf } from '@/lib/people/domain/refusal'
import { withNotes } from './finding-notes'

const nights = 30

/** The verification that is under way, the last result, and the last thirty nights. */
export async function verifications(viewer: PersonViewer): Promise<Result<Verifications>> {
  const refusal = refusalOf('readAudit', viewer)
  if (refusal) return fail('forbidden', refusal)
  const { manager } = await database()
  const now = new Date()
  const [current, done, newest, recent] = await Promise.all([
    openVerification(manager),
    lastVerification(manager, 'done'),
    lastVerification(manager),
    verificationsSince(manager, new Date(now.getTime() - nights * 86_400_000)),
  ])
  const shown = async (row: VerificationRow | null): Promise<VerificationView | null> => {
    if (!row) return null
    const person = row.asked_by === null ? null : await findPerson(manager, row.asked_by)
    const view = viewOf(row, person && { name: person.name, you: person.id === viewer.id })
    return { ...view, report: await withNotes(manager, viewer, view.report) }
  }
  return ok({
    current: await shown(current),
    last: await shown(done),
    broken: newest && newest.run_id !== done?.run_id ? await shown(newest) : null,
    nights: nightsOf(
      recent.filter(({ nightly }) => nightly).map((row) => viewOf(row, null)),
      now,
      nights,
    ),
  })
}

function viewOf(row: VerificationRow, by: VerificationView['by']) {
  return {
    id: Number(row.run_id),
    askedAt: row.asked_at.toISOString(),
    by,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    outcome: row.outcome,
    stopping: row.stop_asked_at !== null && row.ended_at === null,
    progress: verificationProgress.safeParse(row.progress).data ?? null,
    report: readReport(row.report),
  }
}
