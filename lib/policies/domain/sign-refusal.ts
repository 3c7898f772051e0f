import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { permissions } from '@/lib/people/domain/permissions'

/** Why this person can sign no policy, whatever nodes they own; null: they can, on their own. */
export const signRefusal = ({ role }: Pick<PersonViewer, 'role'>): string | null =>
  hasRole(role, 'approver') ? null : permissions.signPolicy.refusal
