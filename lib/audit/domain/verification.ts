import { z } from 'zod'
import type { AuditFinding } from './finding'
import { withCurrentNames } from './former-names'

/** What a verification compares, in the order in which it is shown. */
export const checkNames = ['entries', 'checkpoints', 'rights', 'jobs', 'reports', 'heads'] as const
export type CheckName = (typeof checkNames)[number]

const count = z.int().min(0)

/** How far a running verification is: `of` may grow, since the log does. */
export const verificationProgress = z.strictObject({
  step: z.enum(['entries', 'jobs']),
  done: count,
  of: count,
})
export type VerificationProgress = z.infer<typeof verificationProgress>

/** A finding as it is kept, with the check that found it. */
export const keptFinding = z.strictObject({
  check: z.enum(checkNames),
  kind: z.string(),
  event_id: z.int().nullable(),
  stream: z.string().nullable(),
  seq: z.int().nullable(),
  checkpoint_no: z.int().nullable(),
  detail: z.string(),
})
export type KeptFinding = z.infer<typeof keptFinding>

/** The result as it is kept: what was compared, and the first of the findings. */
export const verificationReport = z.strictObject({
  checks: z.array(z.strictObject({ name: z.enum(checkNames), count, ms: count, found: count })),
  found: count,
  findings: z.array(keptFinding),
  /** The newest entry that was read; null for an empty log. */
  last_event_id: z.int().nullable(),
  /** Entries after the last checkpoint: only their chains protect them. */
  uncovered: count,
  /** Jobs from before the log, compared with their digests of then. */
  jobs_before_log: count,
})
export type VerificationReport = z.infer<typeof verificationReport>

const keptReport = z.preprocess(
  withCurrentNames,
  verificationReport.extend({ findings: z.array(z.preprocess(withCurrentNames, keptFinding)) }),
)

/** A result as it was kept, maybe by an older version; null if it is none. */
export const readReport = (kept: unknown): VerificationReport | null =>
  keptReport.safeParse(kept).data ?? null

/** How a run ended: `interrupted` when its server went away, `failed` when it could not go on. */
export const outcomes = ['done', 'stopped', 'failed', 'interrupted'] as const
export type Outcome = (typeof outcomes)[number]

export const mostKeptFindings = 100

/** Which of the checks found it. */
export function checkOf({ kind, event_id, stream, checkpoint_no, detail }: AuditFinding): CheckName {
  if (kind === 'unlike' && detail.startsWith('index ')) return 'entries'
  if (kind === 'unlike')
    return stream !== 'rights' ? 'jobs' : detail.startsWith('reports ') ? 'reports' : 'rights'
  if (detail.includes('kept heads') || detail.includes('kept outside')) return 'heads'
  return checkpoint_no !== null && event_id === null && stream === null ? 'checkpoints' : 'entries'
}
