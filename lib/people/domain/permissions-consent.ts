import { everyone, type Permission } from './permission'

const forAdmin = { area: 'Consent', role: 'admin', relations: [], agent: false } as const

/** Who sets who decides. */
export const consentPermissions = {
  readConsent: {
    ...everyone,
    area: 'Consent',
    agent: false,
    what: 'See groups and rules; owners, delegations and windows of a node that may be seen',
    through:
      '`/settings/consent`, `/nodes/{did}/consent`, `hakim change list`, `show`, `hakim rule list`, `show`',
  },
  addOwner: {
    ...forAdmin,
    what: 'Add an owner of a node',
    through: '`/nodes/{did}/consent`, `hakim node add --owner`, `hakim node owner add`',
    condition: 'the owners whom the node has are asked first',
    refusal: 'Only an administrator can add owners.',
  },
  removeOwner: {
    ...forAdmin,
    relations: ['owner'],
    what: 'Remove an owner',
    through: '`/nodes/{did}/consent`, `hakim node owner remove`',
    condition:
      'the owners are asked first; an owner can only step down, and never as the last one who can decide',
    refusal: 'Only an administrator can remove owners; an owner can step down.',
  },
  delegate: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'Delegate one’s own right to decide on a node',
    through: '`/nodes/{did}/consent`, `/account/delegations`, `hakim delegate`',
    condition: 'to an approver, for at most a year',
    refusal: 'Only an owner of the node can delegate the right to decide.',
  },
  revokeDelegation: {
    ...forAdmin,
    relations: ['owner', 'delegate'],
    what: 'End a delegation',
    through: '`/nodes/{did}/consent`, `/account/delegations`',
    condition: 'an owner ends their own, a delegate those made to them',
    refusal: 'Only the owner, the delegate or an administrator can end a delegation.',
  },
  setWindows: {
    ...forAdmin,
    relations: ['owner'],
    what: 'Set weekly maintenance windows of a node',
    through: '`/nodes/{did}/consent`',
    refusal: 'Only an owner of the node or an administrator can set its windows.',
  },
  restrictNode: {
    ...forAdmin,
    relations: ['owner'],
    what: 'Restrict a node to the people who decide on it, or lift the restriction',
    through: '`/nodes/{did}/consent`, `hakim node restrict`, `unrestrict`',
    condition: 'the owners of the node are asked first',
    refusal: 'Only an owner of the node or an administrator can restrict it.',
  },
  decideChange: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'Agree to or refuse a change of who decides on one’s nodes',
    through: '`/settings/consent`, `/nodes/{did}/consent`, `hakim change agree`, `refuse`',
    condition:
      'to agree, the approver role, all nodes that it is about, and a signature of whoever has a key',
    refusal: 'Only an owner of the node can agree to this change or refuse it.',
  },
  withdrawChange: {
    ...forAdmin,
    relations: ['requester'],
    what: 'Withdraw such a change while it waits',
    through: '`/settings/consent`, `/nodes/{did}/consent`, `hakim change withdraw`',
    refusal: 'Only whoever asked for this change or an administrator can withdraw it.',
  },
  setGroups: {
    ...forAdmin,
    what: 'Create and remove groups, add and remove members, set who of them is on duty when',
    through: '`/settings/consent`, `/settings/consent/groups/{group}`, `hakim group`',
    refusal: 'Only an administrator can change groups.',
  },
  setRules: {
    ...forAdmin,
    what: 'Create, change and remove approval rules',
    through: '`/settings/consent`, `/settings/consent/rules/{rule}`, `hakim rule`',
    condition:
      'to remove one, or to ask for fewer approvals or of fewer jobs, the owners of the nodes that it applies to are asked first',
    refusal: 'Only an administrator can change approval rules.',
  },
} as const satisfies Record<string, Permission>
