import { type Failure, fail } from '@/lib/kernel/errors'

const codeOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  // TypeORM copies the driver's code onto its own QueryFailedError.
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505'

/** The database refuses the row itself: a bad value, a broken constraint, a limit, or a trigger's objection. */
export const isRowRefused = (error: unknown): boolean => /^(22|23|54|P0)/.test(codeOf(error) ?? '')

/** Two transactions waited for each other and this one gave way; a repeat goes through. */
export const isDeadlock = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error) ?? '')

const textOf = (error: Error, key: 'constraint' | 'hint'): string => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : ''
}

/** Constraints of the guards of consent (migrations 0006 to 0008), by what they mean to whoever asked. */
const guards: readonly [RegExp, 'forbidden' | 'conflict'][] = [
  [/^(job_votes|break_glass)_right$/, 'forbidden'],
  [/^(job_votes_late|job_votes_kept|break_glass_late|break_glass_kept|job_details_revision)$/, 'conflict'],
  [/^maintenance_jobs_[a-z_]+$/, 'conflict'],
  // Two votes of one person, two broken glasses, two running jobs of a node: the other one was first.
  [/^(idx_job_votes_one|break_glass_pkey|idx_job_details_running)$/, 'conflict'],
]

/**
 * What a guard of consent in PostgreSQL has objected to, as an expected failure; null for any other error. Services check
 * first, in their own words: this is for what changed in between.
 */
export function guardFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !['23514', '23505'].includes(codeOf(error) ?? '')) return null
  const constraint = textOf(error, 'constraint')
  const guard = guards.find(([pattern]) => pattern.test(constraint))
  if (!guard) return null
  const unique = codeOf(error) === '23505'
  const detail = unique
    ? 'Somebody else was faster; nothing was changed.'
    : `${error.message}. ${textOf(error, 'hint')}`.trim()
  return fail(guard[1], detail).error
}

/** The constraint, or the rule of a trigger, that refused a statement; null when it was something else. */
export const refusedBy = (error: unknown): string | null =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null
