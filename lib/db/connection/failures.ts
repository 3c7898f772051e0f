import { type Failure, fail } from '@/lib/kernel/errors'

const codeOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  // TypeORM copies the driver's code onto its own QueryFailedError.
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505'

/** Whether the database refused the row itself: an invalid value, a constraint, a limit, or a trigger. */
export const isRowRefused = (error: unknown): boolean => /^(22|23|54|P0)/.test(codeOf(error) ?? '')

/** Whether the transaction was rolled back because of another one; it can be repeated. */
export const isDeadlock = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error) ?? '')

/** Whether the statement waited too long for a lock that another transaction holds. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03'

const textOf = (error: Error, key: 'constraint' | 'hint'): string => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : ''
}

/** The guards' constraints, and how a violation is reported. */
const guards: readonly [RegExp, 'forbidden' | 'conflict'][] = [
  [/^(job_votes|break_glass|consent_changes|policy_revisions|approval_documents)_right$/, 'forbidden'],
  [/^(job_votes|break_glass|delegations|consent_changes|policy_revisions)_signature$/, 'forbidden'],
  [/^(job_votes|break_glass|policy_revisions)_(late|kept|document|policy|next)$/, 'conflict'],
  [
    /^(job_details_revision|approval_documents_(kept|dry_run)|consent_keys_kept|consent_keys_key_key|delegations_kept)$/,
    'conflict',
  ],
  [
    /^(consent_changes_(kept|reason)|(node_owners|approval_rules|nodes)_consent|node_owners_kept)$/,
    'conflict',
  ],
  [/^(used_statements_once|approval_rules_version)$/, 'conflict'],
  [/^maintenance_jobs_[a-z_]+$/, 'conflict'],
  [/^people_(last_admin|erased)$/, 'conflict'],
  [/^sessions_disabled$/, 'forbidden'],
  // A second vote of one person, a second emergency approval, a second running job on a node: another was first.
  [/^(idx_consent_changes_open|idx_job_votes_one|break_glass_pkey|idx_job_details_running)$/, 'conflict'],
]

/**
 * The refusal of a guard in PostgreSQL as a failure; null for any other error. Services check first and give
 * better messages; this covers what changed in between.
 */
export function guardFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !['23514', '23505'].includes(codeOf(error) ?? '')) return null
  const constraint = textOf(error, 'constraint')
  const guard = guards.find(([pattern]) => pattern.test(constraint))
  if (!guard) return null
  const unique = codeOf(error) === '23505'
  const detail = unique
    ? 'Somebody else got there first; nothing was changed.'
    : `${error.message}. ${textOf(error, 'hint')}`.trim()
  return fail(guard[1], detail).error
}

/** The constraint or trigger rule that refused a statement; null for any other error. */
export const refusedBy = (error: unknown): string | null =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null
