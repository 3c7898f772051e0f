import type { Permission } from './permission'
import { administrationPermissions } from './permissions-administration'
import { agentPermissions } from './permissions-agents'
import { alertPermissions } from './permissions-alerts'
import { consentPermissions } from './permissions-consent'
import { jobPermissions } from './permissions-jobs'
import { nodePermissions } from './permissions-nodes'
import { policyPermissions } from './permissions-policies'
import { viewPermissions } from './permissions-views'

/**
 * Everything that can be done or read, and by whom: the one table that gives services their refusals and generates
 * docs/permissions.md.
 */
export const permissions = {
  ...nodePermissions,
  ...viewPermissions,
  ...jobPermissions,
  ...agentPermissions,
  ...consentPermissions,
  ...policyPermissions,
  ...alertPermissions,
  ...administrationPermissions,
} as const satisfies Record<string, Permission>

export type Action = keyof typeof permissions
