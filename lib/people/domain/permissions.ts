import { hasRole, type Role, type Terminal, type Viewer } from '@/lib/kernel/role'

/** How a person stands to a node, or to a job, beside their role. */
export type Relation = 'owner' | 'delegate' | 'group' | 'requester'

export type Permission = {
  area: 'Nodes' | 'Jobs' | 'Agents' | 'Consent' | 'Administration'
  /** What is done. */
  what: string
  /** The calls of the API, pages and commands through which it is done. */
  through: string
  /** The least role that suffices by itself; null: no role does. */
  role: Role | null
  /** Who else may, by how they stand to the node or job. */
  relations: readonly Relation[]
  /** Whether the agent of that very node may; other agents may nothing. */
  agent: boolean
  /** What must hold besides. */
  besides?: string
  /** What a person reads who may not. */
  refusal: string
}

const everyone = { role: 'operator', relations: [], refusal: 'Sign in first.' } as const
const read = { area: 'Nodes', ...everyone, agent: true, besides: 'the node may be seen' } as const
const forAgent = {
  area: 'Agents',
  role: null,
  relations: [],
  agent: true,
  refusal: 'Only the agent of a node calls this; use a token made with --node.',
} as const
const forAdmin = { role: 'admin', relations: [], agent: false } as const
const rule = { area: 'Jobs', agent: false, refusal: 'See lib/jobs/domain/refusals.ts.' } as const

/**
 * Everything that can be done or read and who may: the one table from which services take their refusals and
 * docs/permissions.md is made. What depends on the state of a job is decided by the rules of lib/jobs/domain/refusals.ts; their
 * lines here say whom those rules let pass.
 */
export const permissions = {
  readFleet: {
    ...read,
    what: 'See the fleet: list, counts, order, labels and owners to choose from',
    through: '`/`, `GET /nodes`, `/api/fleet/*`',
    besides: 'only nodes that may be seen; an agent gets its own alone',
  },
  readNode: {
    ...read,
    what: 'See a node: state, series, charts, diagnoses, reports',
    through: '`/nodes/{did}`, `GET /nodes/{did}`, `/series`, `/reports`',
  },
  readEvents: {
    ...read,
    what: 'Hear what changes',
    through: '`GET /events`',
    besides: 'only of nodes that may be seen',
  },
  readJobs: {
    ...read,
    area: 'Jobs',
    what: 'See jobs: list, counts, one with its log and history',
    through: '`/jobs`, `/jobs/{id}`, `GET /jobs`, `GET /jobs/{id}`',
  },
  requestJob: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Ask for maintenance',
    through: '`/jobs/new`, `POST /jobs`',
    besides: 'the node may be seen; parameters fit the task',
  },
  decideJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Approve or reject a job',
    through: '`POST /jobs/{id}/approve`, `/reject`',
    besides: 'the role approver; never who asked for it; the hash of what was seen',
  },
  withdrawJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Take an approval back before the claim',
    through: '`POST /jobs/{id}/withdraw`',
    besides: 'who voted, or who may decide on it now',
  },
  cancelJob: {
    ...rule,
    role: 'admin',
    relations: ['requester', 'owner'],
    what: 'Cancel a job; while it runs, ask the agent to stop',
    through: '`POST /jobs/{id}/cancel`',
    besides: 'an owner once it is approved',
  },
  reviseJob: {
    ...rule,
    role: null,
    relations: ['requester'],
    what: 'Change parameters, window or expiry of an open request',
    through: '`POST /jobs/{id}/revise`',
    besides: 'all votes are void then',
  },
  retryJob: {
    ...rule,
    ...everyone,
    what: 'Ask for the same again once a job has ended',
    through: '`POST /jobs/{id}/retry`',
    besides: 'the node may be seen; it needs new consent',
  },
  approveWithoutOwner: {
    ...rule,
    role: 'admin',
    relations: [],
    what: 'Let a job run without the owner',
    through: '`POST /jobs/{id}/break-glass`',
    besides: 'a written reason; never who asked for it; an owner or another administrator reviews it',
  },
  reviewEmergency: {
    ...rule,
    role: 'admin',
    relations: ['owner', 'delegate'],
    what: 'Review a broken glass',
    through: '`POST /jobs/{id}/review`',
    besides: 'neither who asked for the job nor who broke the glass',
  },
  resolveJob: {
    ...rule,
    role: 'admin',
    relations: ['owner'],
    what: 'Say how a lost job ended',
    through: '`POST /jobs/{id}/resolve`',
  },
  report: {
    ...forAgent,
    what: 'Send health reports',
    through: '`POST /reports`',
  },
  announceTasks: {
    ...forAgent,
    what: 'Announce what a node offers',
    through: '`PUT /nodes/{did}/tasks`',
  },
  readOwnAgent: { ...forAgent, what: 'Learn whose token this is', through: '`GET /agent`' },
  claimJob: {
    ...forAgent,
    what: 'Claim an approved job',
    through: '`POST /jobs/claim`',
    besides: 'consent still counts, the window is open, nothing else runs on the node',
  },
  runJob: {
    ...forAgent,
    what: 'Tell progress and outcome of a claimed job',
    through: '`POST /jobs/{id}/progress`, `/complete`, `/fail`',
    besides: 'the claim token',
  },
  readConsent: {
    ...everyone,
    area: 'Consent',
    agent: false,
    what: 'See groups and rules; owners, delegations and windows of a node that may be seen',
    through:
      '`/settings/consent`, `/nodes/{did}/consent`, `GET /groups`, `GET /rules`, `GET /nodes/{did}/consent`',
  },
  addOwner: {
    ...forAdmin,
    area: 'Consent',
    what: 'Name an owner of a node',
    through:
      '`/nodes/{did}/consent`, `POST /nodes/{did}/owners`, `hakim node add --owner`, `hakim node owner add`',
    refusal: 'Only an administrator names the owners of a node.',
  },
  removeOwner: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Take an owner away',
    through: '`/nodes/{did}/consent`, `DELETE /nodes/{did}/owners/{person}`, `hakim node owner remove`',
    besides: 'an owner only gives up their own place, and never as the last one',
    refusal: 'Only an administrator takes owners away; an owner can give up their own place.',
  },
  delegate: {
    area: 'Consent',
    role: null,
    relations: ['owner'],
    agent: false,
    what: 'Delegate one’s own right to decide on a node',
    through: '`/nodes/{did}/consent`, `POST /nodes/{did}/delegations`, `hakim delegate`',
    besides: 'to an approver, for at most a year',
    refusal: 'Only an owner of the node delegates their right to decide.',
  },
  revokeDelegation: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner', 'delegate'],
    what: 'End a delegation',
    through: '`/nodes/{did}/consent`, `DELETE /nodes/{did}/delegations/{id}`',
    besides: 'an owner ends what they gave, a delegate what they got',
    refusal: 'Only the owner who gave it, the delegate or an administrator ends a delegation.',
  },
  setWindows: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Set weekly maintenance windows of a node',
    through: '`/nodes/{did}/consent`, `POST /nodes/{did}/windows`, `DELETE /nodes/{did}/windows/{id}`',
    refusal: 'Only an owner of the node or an administrator sets its windows.',
  },
  restrictNode: {
    ...forAdmin,
    area: 'Consent',
    relations: ['owner'],
    what: 'Restrict a node to those who decide on it, or open it again',
    through: '`/nodes/{did}/consent`, `PUT /nodes/{did}/restricted`, `hakim node restrict`, `unrestrict`',
    refusal: 'Only an owner of the node or an administrator restricts it.',
  },
  setGroups: {
    ...forAdmin,
    area: 'Consent',
    what: 'Make and remove groups and their members',
    through:
      '`/settings/consent`, `POST /groups`, `DELETE /groups/{id}`, `/groups/{id}/members`, `hakim group`',
    refusal: 'Only an administrator changes groups.',
  },
  setRules: {
    ...forAdmin,
    area: 'Consent',
    what: 'Make and remove approval rules',
    through: '`/settings/consent`, `POST /rules`, `DELETE /rules/{id}`, `hakim rule`',
    refusal: 'Only an administrator changes the rules of approval.',
  },
  removeSample: {
    ...forAdmin,
    area: 'Administration',
    what: 'Remove the sample fleet',
    through: '`/`, `hakim sample remove`',
    refusal: 'Only an administrator removes the sample fleet.',
  },
  setPeople: {
    ...forAdmin,
    area: 'Administration',
    what: 'Create people, set their roles',
    through: '`hakim user`',
    refusal: 'Only an administrator manages people.',
  },
  setTokens: {
    ...forAdmin,
    area: 'Administration',
    what: 'Make and revoke tokens',
    through: '`hakim token`',
    refusal: 'Only an administrator manages tokens.',
  },
  readAudit: {
    ...forAdmin,
    area: 'Administration',
    what: 'Read and verify the log of all rights and jobs',
    through: '`hakim audit`',
    refusal: 'Only an administrator reads the audit log.',
  },
} as const satisfies Record<string, Permission>

export type Action = keyof typeof permissions

/** What an agent reads where only people may. */
export const peopleOnly =
  'This is for people; an agent reports, runs what was approved, and sees its own node alone.'

/**
 * Why this viewer may not, by the table; null when they may. `relations` are theirs to the node or job in question; the
 * terminal is who holds the database's password and may do what an administrator may.
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
