import { everyone, type Permission } from './permission'

const forAdmin = { area: 'Administration', role: 'admin', relations: [], agent: false } as const

const forSelf = { ...everyone, area: 'Administration', agent: false } as const

/** What only administrators do, for others or at all. */
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
    through: '`/settings/people`, `hakim user list`, `sessions`, `export`',
    refusal: 'Only an administrator can see all people.',
  },
  setPeople: {
    ...forAdmin,
    what: 'Invite people, change roles, disable, enable and erase them, reset their password, remove a lost second factor, end their sessions',
    through: '`/settings/people`, `hakim user`',
    condition:
      'one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in',
    refusal: 'Only an administrator can manage people.',
  },
  readTokens: {
    ...forSelf,
    what: 'List tokens',
    through: '`/settings/tokens`, `hakim token list`',
    condition: 'one’s own; an administrator sees all',
  },
  createToken: {
    ...forSelf,
    what: 'Create or rotate a token',
    through: '`/settings/tokens`, `hakim token create`, `rotate`',
    condition:
      'for oneself; an administrator for the agent of any node; a token cannot create one that outlasts it',
  },
  revokeToken: {
    ...forSelf,
    what: 'Revoke a token',
    through: '`/settings/tokens`, `hakim token revoke`',
    condition: 'one’s own; an administrator any',
  },
  readOwnKeys: {
    ...forSelf,
    what: 'See one’s own keys for signing decisions',
    through: '`/account`, `hakim key list`',
  },
  setOwnKeys: {
    ...forSelf,
    what: 'Enrol or revoke a key of one’s own for signing decisions',
    through: '`/account`, `hakim key enrol`, `revoke`',
    condition:
      'a further key is co-signed by a present one, or enrolled after the password was asked for again',
  },
  readChannels: {
    ...forSelf,
    what: 'See where one is told of something, and what became of the messages',
    through: '`/settings/channels`, `hakim channel list`',
    condition: 'one’s own; an administrator also the shared ones',
  },
  setChannels: {
    ...forSelf,
    what: 'Create, change, test and delete where one is told of something; send a message again',
    through: '`/settings/channels`, `hakim channel test`',
    condition: 'one’s own; an administrator also the shared ones',
  },
  setSharedChannels: {
    ...forAdmin,
    what: 'Create a channel that has the server call a URL (webhook, Slack-compatible)',
    through: '`/settings/channels`',
    refusal: 'Only an administrator can create a channel that calls a URL.',
  },
  readMetrics: {
    ...forAdmin,
    what: 'Read the metrics of the server',
    through: '`/metrics`',
    condition: 'or HAKIM_METRICS_TOKEN',
    refusal: 'Only an administrator can read the metrics.',
  },
  readOwnAudit: {
    ...everyone,
    ...{ area: 'Administration', agent: false },
    what: 'Read the entries of the audit log by and about oneself',
    through: '`/settings/audit`',
    condition: 'the node is visible; administrators with the scope admin read all entries',
  },
  changeOwnAccount: {
    area: 'Administration',
    ...everyone,
    agent: false,
    what: 'Change one’s own name, password, second factor and passkeys; see and end one’s own sessions',
    through: '`/account`',
    condition: 'a password is asked for again where it protects something',
  },
  readAudit: {
    ...forAdmin,
    what: 'Read all of the audit log, export and verify it, and note what was done about a finding',
    through: '`/settings/audit`, `hakim audit`',
    refusal: 'Only an administrator can read the audit log.',
  },
} as const satisfies Record<string, Permission>
