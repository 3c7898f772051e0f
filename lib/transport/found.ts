import { fail, ok, type Result } from '@/lib/kernel/errors'

/** What a query found; a missing value and a hidden one get the same answer. */
export const found = <T>(value: T | null, what: string): Result<T> =>
  value === null ? fail('not_found', `There is no such ${what}.`) : ok(value)
