import { everyone, type Permission } from './permission'

/** What owners approve beforehand. */
export const policyPermissions = {
  readPolicies: {
    ...everyone,
    area: 'Consent',
    agent: false,
    what: 'See one’s own policies',
    through: '`/settings/policies`',
  },
  readAllPolicies: {
    area: 'Consent',
    role: 'admin',
    relations: [],
    agent: false,
    what: 'See the policies of everybody',
    through: '`/settings/policies`',
    refusal: 'Only an administrator can see the policies of others.',
  },
  signPolicy: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'Sign a policy, which approves requests inside its bounds beforehand',
    through: '`/settings/policies`',
    condition:
      'about nodes of one’s own, with a key for signing and the approver role; never for a task of high risk',
    refusal: 'Only an approver can approve beforehand, and only on nodes that they own.',
  },
  endPolicy: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'End a policy',
    through: '`/settings/policies`',
    condition: 'it is one’s own',
    refusal: 'Only the owner who signed this policy can end it.',
  },
} as const satisfies Record<string, Permission>
