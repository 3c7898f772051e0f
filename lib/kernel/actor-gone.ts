import { type Failure, fail } from './errors'

const failures: Partial<Record<string, Failure>> = {
  actor_unknown: fail(
    'unauthenticated',
    'Your session or token has ended. Sign in again, or use another token.',
  ).error,
  actor_right: fail(
    'forbidden',
    'Your account was disabled, or has lost the right to this, while this was under way; nothing was changed.',
  ).error,
}

/**
 * For a session or token that ended while its call was under way (hakim_act), and for somebody who was disabled or demoted
 * meanwhile (hakim_require_actor, hakim_actor_guard); null for any other error.
 */
export const actorGone = (error: unknown): Failure | null =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? (failures[error.constraint] ?? null)
    : null
