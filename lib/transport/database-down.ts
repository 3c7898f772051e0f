import { type Failure, fail } from '@/lib/kernel/errors'

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  // Shut down by its administrator, crashed, or starting up.
  '57P01',
  '57P02',
  '57P03',
  // Took too long: the statement, a lock, or another transaction that gave way too late.
  '57014',
  '55P03',
  '40P01',
  '40001',
  // Out of disk, memory, connections.
  '53000',
  '53100',
  '53200',
  '53300',
  '08000',
  '08003',
  '08006',
])

const connectionMessages =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Driver not Connected/

/** A database that is away or has no connection left, as a failure that a repeat may cure; null for a bug. */
export function databaseDown(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? error.code : undefined
  const away =
    (typeof code === 'string' && connectionCodes.has(code)) ||
    error.name === 'DatabaseError' ||
    connectionMessages.test(error.message)
  return away
    ? fail('unavailable', 'The database is not answering; try again in a few seconds.', {
        retryAfter: 3,
      }).error
    : null
}
