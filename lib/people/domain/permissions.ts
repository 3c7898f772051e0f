import { hasRole, type Role, type Terminal, type Viewer } from '@/lib/kernel/role'

/** A person's relation to a node or job, apart from their role. */
export type Relation = 'owner' | 'delegate' | 'group' | 'requester'

export type Permission = {
  area: 'Nodes' | 'Jobs' | 'Agents' | 'Consent' | 'Administration'
  /** What is done. */
  what: string
  /** The pages and commands that do it; the API calls name their permission themselves. */
  through?: string
  /** The lowest role that suffices on its own; null: no role does. */
  role: Role | null
  /** Who else can do it, by their relation to the node or job. */
  relations: readonly Relation[]
  /** Whether the agent of that node can do it; other agents can do nothing. */
  agent: boolean
  /** What else must hold. */
  condition?: string
  /** What a person without the right reads. */
  refusal: string
}

const everyone = { role: 'operator', relations: [], refusal: 'Sign in first.' } as const
const read = { area: 'Nodes', ...everyone, agent: true, condition: 'the node is visible' } as const
const forAgent = {
  area: 'Agents',
  role: null,
  relations: [],
  agent: true,
  refusal: 'Only a node’s agent can call this; use a token made with --node.',
} as const
const forAdmin = { role: 'admin', relations: [], agent: false } as const
const rule = { area: 'Jobs', agent: false, refusal: 'See lib/jobs/domain/refusals.ts.' } as const

/**
 * Everything that can be done or read, and by whom: the one table that gives services their refusals and generates
 * docs/permissions.md. Where the answer depends on a job's state, the rules in lib/jobs/domain/refusals.ts decide;
 * the lines here say whom those rules let pass.
 */
export const permissions = {
  readFleet: {
    ...read,
    what: 'See the fleet: list, counts, order, labels and owners to choose from',
    through: '`/`, `/api/fleet/*`',
    condition: 'visible nodes only; an agent sees only its own',
  },
  readNode: {
    ...read,
    what: 'See a node: state, series, charts, diagnoses, reports',
    through: '`/nodes/{did}`',
  },
  readEvents: {
    ...read,
    what: 'Follow changes',
    condition: 'visible nodes only',
  },
  readJobs: {
    ...read,
    area: 'Jobs',
    what: 'See jobs: list, counts, one with its log and history',
    through: '`/jobs`, `/jobs/{id}`',
  },
  requestJob: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Request maintenance',
    through: '`/jobs/new`',
    condition: 'the node is visible; parameters fit the task',
  },
  decideJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Approve or reject a job',
    condition: 'the approver role; never the requester; the approval hash of what was shown',
  },
  withdrawJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Withdraw an approval before the claim',
    condition: 'whoever voted, or may decide on it now',
  },
  cancelJob: {
    ...rule,
    role: 'admin',
    relations: ['requester', 'owner'],
    what: 'Cancel a job; while it runs, ask the agent to stop',
    condition: 'an owner once it is approved',
  },
  reviseJob: {
    ...rule,
    role: null,
    relations: ['requester'],
    what: 'Change parameters, window or expiry of an open request',
    condition: 'voids all votes',
  },
  retryJob: {
    ...rule,
    ...everyone,
    what: 'Request the same job again after it has ended',
    condition: 'the node is visible; it needs a new approval',
  },
  approveWithoutOwner: {
    ...rule,
    role: 'admin',
    relations: [],
    what: 'Approve a job without the owner',
    condition: 'a written reason; never the requester; an owner or another administrator reviews it',
  },
  reviewEmergency: {
    ...rule,
    role: 'admin',
    relations: ['owner', 'delegate'],
    what: 'Review an emergency approval',
    condition: 'neither the requester nor the administrator who approved it',
  },
  resolveJob: {
    ...rule,
    role: 'admin',
    relations: ['owner'],
    what: 'Record the outcome of a lost job',
  },
  report: {
    ...forAgent,
    what: 'Send health reports',
  },
  announceTasks: {
    ...forAgent,
    what: 'Announce what a node offers',
  },
  readOwnAgent: { ...forAgent, what: 'See whose token this is' },
  claimJob: {
    ...forAgent,
    what: 'Claim an approved job',
    condition: 'the approvals still count, the window is open, no other job runs on the node',
  },
  runJob: {
    ...forAgent,
    what: 'Report progress and outcome of a claimed job',
    condition: 'the claim token',
  },
  readConsent: {
    ...everyone,
    area: 'Consent',
    agent: false,
    what: 'See groups and rules; owners, delegations and windows of a node that may be seen',
    through: '`/settings/consent`, `/nodes/{did}/consent`',
  },
  addOwner: {
    ...forAdmin,
    area: 'Consent',
    what: 'Add an owner of a node',
    through: '`/nodes/{did}/consent`, `hakim node add --owner`, `hakim node owner add`',
    refusal: 'Only an administrator can add owners.',
  },
  removeOwner: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Remove an owner',
    through: '`/nodes/{did}/consent`, `hakim node owner remove`',
    condition: 'an owner can only step down, and never as the last one',
    refusal: 'Only an administrator can remove owners; an owner can step down.',
  },
  delegate: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'Delegate one’s own right to decide on a node',
    through: '`/nodes/{did}/consent`, `hakim delegate`',
    condition: 'to an approver, for at most a year',
    refusal: 'Only an owner of the node can delegate the right to decide.',
  },
  revokeDelegation: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner', 'delegate'],
    what: 'End a delegation',
    through: '`/nodes/{did}/consent`',
    condition: 'an owner ends their own, a delegate those made to them',
    refusal: 'Only the owner, the delegate or an administrator can end a delegation.',
  },
  setWindows: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Set weekly maintenance windows of a node',
    through: '`/nodes/{did}/consent`',
    refusal: 'Only an owner of the node or an administrator can set its windows.',
  },
  restrictNode: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Restrict a node to the people who decide on it, or lift the restriction',
    through: '`/nodes/{did}/consent`, `hakim node restrict`, `unrestrict`',
    refusal: 'Only an owner of the node or an administrator can restrict it.',
  },
  setGroups: {
    ...forAdmin,
    area: 'Consent',
    what: 'Create and remove groups, add and remove members',
    through: '`/settings/consent`, `hakim group`',
    refusal: 'Only an administrator can change groups.',
  },
  setRules: {
    ...forAdmin,
    area: 'Consent',
    what: 'Create and remove approval rules',
    through: '`/settings/consent`, `hakim rule`',
    refusal: 'Only an administrator can change approval rules.',
  },
  removeSample: {
    ...forAdmin,
    area: 'Administration',
    what: 'Remove the sample fleet',
    through: '`/`, `hakim sample remove`',
    refusal: 'Only an administrator can remove the sample fleet.',
  },
  setPeople: {
    ...forAdmin,
    area: 'Administration',
    what: 'Create people',
    through: '`hakim user create`',
    refusal: 'Only an administrator can manage people.',
  },
  setTokens: {
    ...forAdmin,
    area: 'Administration',
    what: 'Create tokens',
    through: '`hakim token create`',
    refusal: 'Only an administrator can manage tokens.',
  },
  readAudit: {
    ...forAdmin,
    area: 'Administration',
    what: 'Read and verify the log of all rights and jobs',
    through: '`hakim audit`',
    refusal: 'Only an administrator can read the audit log.',
  },
} as const satisfies Record<string, Permission>

export type Action = keyof typeof permissions

/** What an agent reads where only people are allowed. */
export const peopleOnly =
  'Only people can do this; an agent sends reports, runs approved jobs and sees only its own node.'

/**
 * Why this viewer cannot do it, by the table; null when they can. `relations` are theirs to the node or job; whoever
 * uses the terminal has the database's password and the rights of an administrator.
 */
export function refusalOf(
  action: Action,
  viewer: Viewer | Terminal,
  relations: readonly Relation[] = [],
): string | null {
  const { role, relations: allowed, agent, refusal }: Permission = permissions[action]
  if (viewer.kind === 'agent') return agent ? null : peopleOnly
  const asAdmin = viewer.kind === 'terminal' ? 'admin' : viewer.role
  if (role !== null && hasRole(asAdmin, role)) return null
  return relations.some((relation) => allowed.includes(relation)) ? null : refusal
}
