import { hasRole, type Terminal, type Viewer } from '@/lib/kernel/role'
import type { Permission, Relation } from './permission'
import { type Action, permissions } from './permissions'

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
