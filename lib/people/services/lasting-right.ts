import { fail, type Result } from '@/lib/kernel/errors'
import type { Role } from '@/lib/kernel/role'
import type { Who } from './rights-transaction'

/**
 * Why this caller cannot let somebody in as an administrator; null when they can. A token that ends cannot: whoever found it
 * would keep its rights in an account that does not end.
 */
export function lastingRight(who: Who, role: Role): Result<never> | null {
  const ends = who.kind === 'person' ? (who.endsAt ?? null) : null
  if (role !== 'admin' || ends === null) return null
  return fail(
    'forbidden',
    `This token ends at ${ends.toISOString()}, so it can neither make an administrator nor reset one’s sign-in. Sign in to do so.`,
  )
}
