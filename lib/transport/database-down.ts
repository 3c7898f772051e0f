import { type Failure, fail } from '@/lib/domain/errors'

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
])

/** A database that is away or has no connection left, as a failure that a repeat may cure; null for a bug. */
export function databaseDown(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? error.code : undefined
  const away =
    (typeof code === 'string' && connectionCodes.has(code)) ||
    error.name === 'DatabaseError' ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  return away
    ? fail('unavailable', 'The database does not answer right now; try again in a few seconds.', {
        retryAfter: 3,
      }).error
    : null
}
