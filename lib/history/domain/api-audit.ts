import type { z } from 'zod'
import type { auditAnswer, verificationsAnswer } from './answers'
import type { AuditPage } from './audit-entry'
import type { Verifications, VerificationView } from './verification-view'

/** A page of the log as the API answers it. */
export const apiAudit = ({ entries, next, searchedTo }: AuditPage): z.input<typeof auditAnswer> => ({
  entries: entries.map((entry) => ({
    ...{ event_id: entry.id, stream: entry.stream, seq: entry.seq, at: entry.at, kind: entry.kind },
    ...{ sentence: entry.text, actor_did: entry.actorDid, node_did: entry.nodeDid, job_id: entry.jobId },
    ...{ body: entry.body, prev_hash: entry.prevHash, hash: entry.hash },
    ...{ hash_matches: entry.hashMatches, prev_matches: entry.prevMatches },
    checkpoint: entry.checkpoint && {
      ...{
        checkpoint_no: entry.checkpoint.no,
        created_at: entry.checkpoint.at,
        matches: entry.checkpoint.matches,
      },
    },
  })),
  searched_to: searchedTo,
  next_cursor: next,
})

const apiVerification = (run: VerificationView) => ({
  ...{ run_id: run.id, asked_at: run.askedAt, asked_by: run.by?.name ?? null },
  ...{ started_at: run.startedAt, ended_at: run.endedAt, outcome: run.outcome, stopping: run.stopping },
  progress: run.progress,
  report: run.report && {
    ...run.report,
    findings: run.report.findings.map(({ notes, ...finding }) => ({
      ...finding,
      notes: notes.map(({ at, by, note }) => ({ at, actor_did: by?.did ?? null, note })),
    })),
  },
})

export const apiVerifications = ({ current, last }: Verifications): z.input<typeof verificationsAnswer> => ({
  current: current && apiVerification(current),
  last: last && apiVerification(last),
})
