import { hasRole, type Terminal, type Viewer } from '@/lib/kernel/role'
import type { Permission, Relation } from './permission'
import { type Action, permissions } from './permissions'
import { scopeOf } from './scopes'

/** What an agent reads where only people are allowed. */
export const peopleOnly =
  'Only people can do this; an agent sends reports, runs approved jobs and sees only its own node.'

/**
 * Why this viewer cannot do it, by the table; null when they can. `relations` are theirs to the node or job; whoever
 * uses the terminal has the database's password and the rights of an administrator.
 */
export function refusalOf(
  action: Action,
  viewer: Viewer | Terminal,
  relations: readonly Relation[] = [],
): string | null {
  const { role, relations: allowed, agent, refusal }: Permission = permissions[action]
  if (viewer.kind === 'agent') return agent ? null : peopleOnly
  const asAdmin = viewer.kind === 'terminal' ? 'admin' : viewer.role
  if (role !== null && hasRole(asAdmin, role)) return null
  return relations.some((relation) => allowed.includes(relation)) ? null : refusal
}

/**
 * Why this caller, a person or an agent with what their token allows, may never do it; which of the others may is up to
 * the services. Every call of the API is checked with this first.
 */
export function callerRefusal(action: Action, { kind, scopes }: Viewer): string | null {
  const { agent, role, refusal }: Permission = permissions[action]
  if (kind === 'agent' && !agent) return peopleOnly
  if (kind === 'person' && agent && role === null) return refusal
  const scope = scopeOf(action)
  return scope === null || scopes === undefined || scopes.includes(scope)
    ? null
    : `This token has only the scopes ${scopes.join(', ')}; this call needs ${scope}. Create a token with that scope.`
}
