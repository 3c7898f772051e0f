import type { Permission } from './permission'

const forAdmin = { area: 'Administration', role: 'admin', relations: [], agent: false } as const

/** What only administrators do. */
export const administrationPermissions = {
  removeSample: {
    ...forAdmin,
    what: 'Remove the sample fleet',
    through: '`/`, `hakim sample remove`',
    refusal: 'Only an administrator can remove the sample fleet.',
  },
  setPeople: {
    ...forAdmin,
    what: 'Create people',
    through: '`hakim user create`',
    refusal: 'Only an administrator can manage people.',
  },
  setTokens: {
    ...forAdmin,
    what: 'Create, list and revoke tokens',
    through: '`hakim token create`, `list`, `revoke`',
    refusal: 'Only an administrator can manage tokens.',
  },
  readAudit: {
    ...forAdmin,
    what: 'Read and verify the log of all rights and jobs',
    through: '`hakim audit`',
    refusal: 'Only an administrator can read the audit log.',
  },
} as const satisfies Record<string, Permission>
