import type { Permission } from './permission'

const forAgent = {
  area: 'Agents',
  role: null,
  relations: [],
  agent: true,
  refusal: 'Only a node’s agent can call this; use a token made with --node.',
} as const

/** What only agents do, each for its own node. */
export const agentPermissions = {
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
  reportDryRun: {
    ...forAgent,
    what: 'Report what a request would change',
    condition: 'somebody waits for it, and it is of exactly that request',
  },
  runJob: {
    ...forAgent,
    what: 'Report progress and outcome of a claimed job',
    condition: 'the claim token',
  },
} as const satisfies Record<string, Permission>
