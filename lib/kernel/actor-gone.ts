import { type Failure, fail } from './errors'

/** For a session or token that ended while its call was under way (hakim_act); null for any other error. */
export const actorGone = (error: unknown): Failure | null =>
  error instanceof Error && 'constraint' in error && error.constraint === 'actor_unknown'
    ? fail('unauthenticated', 'Your session or token has ended. Sign in again, or use another token.').error
    : null
