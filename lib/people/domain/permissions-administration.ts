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
  readPeople: {
    ...forAdmin,
    what: 'See all people: roles, states, sessions, and what is kept about a person',
    through: '`hakim user list`, `sessions`, `export`',
    refusal: 'Only an administrator can see all people.',
  },
  setPeople: {
    ...forAdmin,
    what: 'Invite people, change roles, disable, enable and erase them, reset their password, end their sessions',
    through: '`hakim user`',
    condition: 'one administrator who can sign in is left',
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
