const codeOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  // TypeORM copies the driver's code onto its own QueryFailedError.
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505'
