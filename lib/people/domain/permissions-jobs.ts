import { everyone, type Permission, read } from './permission'

const rule = { area: 'Jobs', agent: false, refusal: 'See lib/jobs/domain/refusals.ts.' } as const

/**
 * Who does what with jobs. Where the answer depends on a job's state, the rules in lib/jobs/domain/refusals.ts decide;
 * the lines here say whom those rules let pass.
 */
export const jobPermissions = {
  readJobs: {
    ...read,
    area: 'Jobs',
    what: 'See jobs: list, counts, one with its log and history',
    through: '`/jobs`, `/jobs/{id}`, `hakim job list`, `show`, `log`, `watch`',
  },
  readCampaigns: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'See campaigns and how far they are',
    through: '`/campaigns`, `/campaigns/{id}`',
    condition: 'one of its nodes is visible, or it is their own; only visible nodes are shown and counted',
  },
  startCampaign: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Request the same on many nodes, as a campaign',
    through: '`/jobs/new`',
    condition: 'the nodes are visible; parameters fit the task on each; each job needs its own approvals',
  },
  moveCampaign: {
    area: 'Jobs',
    agent: false,
    role: 'admin',
    relations: ['requester'],
    what: 'Pause, resume or cancel a campaign',
    through: '`/campaigns/{id}`',
    refusal: 'Only the requester of a campaign or an administrator can pause, resume or cancel it.',
  },
  exportJobs: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Download a list of jobs as a file',
    through: '`/jobs`',
    condition: 'what the list shows of them: nothing of nodes that are not visible',
  },
  readFlow: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'See how long requests take, how they end, and how much each person decides',
    through: '`/jobs/flow`',
    condition: 'of visible nodes',
  },
  requestJob: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Request maintenance',
    through: '`/jobs/new`, `hakim job request`',
    condition: 'the node is visible; parameters fit the task',
  },
  commentOnJob: {
    ...everyone,
    area: 'Jobs',
    agent: false,
    what: 'Comment on a job, and mention people; ask its requester before deciding',
    through: '`/jobs/{id}`',
    condition: 'the node is visible, to those who are mentioned too; whoever can decide on it asks',
  },
  decideJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Approve or reject a job',
    through: '`/jobs/{id}`, `hakim job approve`, `reject`',
    condition:
      'the approver role; never the requester, nor as their delegate; the approval hash of what was shown',
  },
  withdrawJob: {
    ...rule,
    role: null,
    relations: ['owner', 'delegate', 'group'],
    what: 'Withdraw an approval before the claim',
    through: '`/jobs/{id}`',
    condition: 'whoever voted, or may decide on it now',
  },
  cancelJob: {
    ...rule,
    role: 'admin',
    relations: ['requester', 'owner'],
    what: 'Cancel a job; while it runs, ask the agent to stop',
    through: '`/jobs/{id}`, `hakim job cancel`',
    condition: 'an owner once it is approved',
  },
  reviseJob: {
    ...rule,
    role: null,
    relations: ['requester'],
    what: 'Change parameters, window or expiry of an open request',
    through: '`/jobs/{id}/change`',
    condition: 'voids all votes',
  },
  retryJob: {
    ...rule,
    ...everyone,
    what: 'Request the same job again after it has ended',
    through: '`/jobs/{id}`',
    condition: 'the node is visible; it needs a new approval',
  },
  approveWithoutOwner: {
    ...rule,
    role: 'admin',
    relations: [],
    what: 'Approve a job without the owner',
    through: '`/jobs/{id}`, `hakim job approve --without-owner`',
    condition: 'a written reason; never the requester; an owner or another administrator reviews it',
  },
  reviewEmergency: {
    ...rule,
    role: 'admin',
    relations: ['owner', 'delegate'],
    what: 'Review an emergency approval',
    through: '`/jobs/{id}`',
    condition:
      'neither the requester, nor the administrator who approved it, nor a delegate of the requester who is no administrator',
  },
  resolveJob: {
    ...rule,
    role: 'admin',
    relations: ['owner'],
    what: 'Record the outcome of a lost job',
    through: '`/jobs/{id}`',
  },
} as const satisfies Record<string, Permission>
