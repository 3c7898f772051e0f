import type { Role } from '@/lib/kernel/role'

export const roleNames = {
  operator: 'Operator',
  approver: 'Approver',
  admin: 'Admin',
} as const satisfies Record<Role, string>

/** What a role allows, for whoever gives it. */
export const roleTexts = {
  operator: 'may request maintenance',
  approver: 'may own nodes and decide',
  admin: 'manages people, tokens and rules; owns nothing by that',
} as const satisfies Record<Role, string>
