import type { Role } from '@/lib/kernel/role'

/** A person's relation to a node or job, apart from their role. */
export type Relation = 'owner' | 'delegate' | 'group' | 'requester'

export type Permission = {
  area: 'Nodes' | 'Jobs' | 'Agents' | 'Consent' | 'Alerts' | 'Administration'
  /** What is done. */
  what: string
  /** The pages and commands that do it; the API calls name their permission themselves. */
  through?: string
  /** The lowest role that suffices on its own; null: no role does. */
  role: Role | null
  /** Who else can do it, by their relation to the node or job. */
  relations: readonly Relation[]
  /** Whether the agent of that node can do it; other agents can do nothing. */
  agent: boolean
  /** What else must hold. */
  condition?: string
  /** What a person without the right reads. */
  refusal: string
}

// What several lines of the table have in common.

export const everyone = { role: 'operator', relations: [], refusal: 'Sign in first.' } as const
export const read = { area: 'Nodes', ...everyone, agent: true, condition: 'the node is visible' } as const
