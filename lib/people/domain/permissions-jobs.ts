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
    condition:
      'the approver role; never the requester, nor as their delegate; the approval hash of what was shown',
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
    condition:
      'neither the requester, nor the administrator who approved it, nor a delegate of the requester who is no administrator',
  },
  resolveJob: {
    ...rule,
    role: 'admin',
    relations: ['owner'],
    what: 'Record the outcome of a lost job',
  },
} as const satisfies Record<string, Permission>
