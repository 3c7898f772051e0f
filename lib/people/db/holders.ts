import type { EntityManager } from 'typeorm'
import type { Viewer } from '@/lib/kernel/role'
import type { Credential } from '@/lib/people/domain/credential'
import { sessionPeople } from './sessions'
import { tokenHolders } from './tokens'

/** Who holds each of these credentials now, in order, in at most two queries; null for one that no longer counts. */
export async function holdersOf(
  db: EntityManager,
  credentials: readonly Credential[],
): Promise<(Viewer | null)[]> {
  const secrets = (kind: Credential['kind']): string[] => [
    ...new Set(credentials.flatMap((one) => (one.kind === kind ? [one.secret] : []))),
  ]
  const [sessions, tokens] = [secrets('session'), secrets('token')]
  const people = sessions.length > 0 ? await sessionPeople(db, sessions) : []
  const states = tokens.length > 0 ? await tokenHolders(db, tokens) : []
  const holders = {
    session: new Map<string, Viewer | null>(sessions.map((secret, at) => [secret, people[at] ?? null])),
    token: new Map<string, Viewer | null>(
      tokens.map((secret, at) => {
        const state = states[at]
        return [secret, state && 'viewer' in state ? state.viewer : null]
      }),
    ),
  }
  return credentials.map(({ kind, secret }) => holders[kind].get(secret) ?? null)
}
