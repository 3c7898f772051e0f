import { type Failure, fail } from './errors'
import { signInBusy } from './sign-in-busy'

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
  // The statement or a lock timed out, or another transaction was in the way.
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
  // What PgBouncer says of a PostgreSQL that is away.
  '08P01',
  // A standby, or a database that was made read-only, until a failover is done.
  '25006',
])

const connectionMessages =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Driver not Connected/

const words: Record<string, string> = {
  '25006': 'The database is read-only at the moment; try again in a few seconds.',
  '53100': 'The disk of the database is full; somebody has to free space there. Nothing was stored.',
  '55P03': 'Another program has locked what this needs in the database; try again in a few seconds.',
  '57014': 'The database took too long; try again in a few seconds.',
}

/**
 * For a database that is down, out of connections or busy, and for a full queue of passwords
 * (lib/people/db/hash-queue.ts), a failure that a retry may cure; null for a bug. Libraries wrap such an error in one of
 * their own.
 */
export function databaseDown(error: unknown, depth = 0): Failure | null {
  if (!(error instanceof Error) || depth > 3) return null
  if (error.name === 'HashingBusy')
    return fail('unavailable', signInBusy.detail, { retryAfter: signInBusy.retryAfter }).error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const away =
    connectionCodes.has(code) || error.name === 'DatabaseError' || connectionMessages.test(error.message)
  return away
    ? fail('unavailable', words[code] ?? 'The database is not answering; try again in a few seconds.', {
        retryAfter: 3,
      }).error
    : databaseDown(error.cause, depth + 1)
}
