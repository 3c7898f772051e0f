import { roles } from '@/lib/kernel/role'
import type { Permission, Relation } from './permission'

const relationNames: Record<Relation, string> = {
  owner: 'owner of the node',
  delegate: 'delegate of an owner',
  group: 'member of a group that its rules name',
  requester: 'requester',
}

/** Who has a permission, in words. */
export function whoMay({ role, relations, agent }: Permission): string {
  const least = role === null ? [] : [role === roles[0] ? 'everyone signed in' : role]
  const related = relations.map((relation) => relationNames[relation])
  return [...least, ...related, ...(agent ? ['agent of the node'] : [])].join(', ')
}
