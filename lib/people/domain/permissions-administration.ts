import { everyone, type Permission } from './permission'

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
  readOwnAudit: {
    ...everyone,
    ...{ area: 'Administration', agent: false },
    what: 'Read the entries of the audit log by and about oneself',
    through: '`/settings/audit`',
    condition: 'the node is visible; administrators read all entries',
  },
  readAudit: {
    ...forAdmin,
    what: 'Read all of the audit log, export and verify it',
    through: '`/settings/audit`, `hakim audit`',
    refusal: 'Only an administrator can read the audit log.',
  },
} as const satisfies Record<string, Permission>
