import type { EntityManager } from 'typeorm'
import { findingId, readFindingNotes } from '@/lib/audit/db/finding-notes'
import type { VerificationReport } from '@/lib/audit/domain/verification'
import { namesIn } from '@/lib/history/db/names'
import { notedFinding } from '@/lib/history/domain/finding-note'
import type { FindingNote, ShownReport } from '@/lib/history/domain/verification-view'
import type { PersonViewer } from '@/lib/kernel/role'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // It was tampered with, which the verification reports.
    return null
  }
}

/** A report whose findings have their names, and what people did about them, oldest first. */
export async function withNotes(
  db: EntityManager,
  viewer: PersonViewer,
  report: VerificationReport | null,
): Promise<ShownReport | null> {
  if (report === null) return null
  const bodies = report.findings.length > 0 ? await readFindingNotes(db) : []
  const noted = bodies.flatMap((body) => notedFinding.safeParse(parsed(body)).data ?? [])
  const { people } = await namesIn(
    db,
    noted.flatMap(({ actor_did: did }) => (did === null ? [] : [{ person: did }])),
  )
  const notesOf = (id: string): FindingNote[] =>
    noted
      .filter(({ finding }) => finding.id === id)
      .map(({ at, actor_did: did, note }) => ({
        at,
        by: did === null ? null : { did, name: people.get(did)?.name ?? did, you: did === viewer.did },
        note,
      }))
  return {
    ...report,
    findings: report.findings.map((finding) => {
      const id = findingId(finding)
      return { id, ...finding, notes: notesOf(id) }
    }),
  }
}
