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

/** The constraint, or the rule of a trigger, that refused a statement; null when it was something else. */
export const refusedBy = (error: unknown): string | null =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null
