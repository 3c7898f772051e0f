import { type JobActor, jobTransitions } from '@/lib/jobs/domain/status'
import { statusName } from '@/lib/jobs/domain/status-name'
import { isStatusIn, type JobStatus, jobStatuses } from '@/lib/kernel/job-status'

const actors: Record<JobActor, string> = {
  requester: 'the requester',
  decider: 'an approver of the job',
  owner: 'an owner of the node',
  admin: 'an administrator',
  agent: 'the agent of the node',
  clock: 'the clock',
  sql: 'a program that writes plain SQL',
}

const meanings: Record<JobStatus, string> = {
  PendingApproval: 'It is waiting for its approvers.',
  Approved: 'It is waiting for the node’s agent or for its window.',
  Running: 'The agent is working on it and renews its lease.',
  Lost: 'The agent went silent; the outcome is unknown. It never runs again automatically; an agent that comes back goes on.',
  Completed: 'The agent, or somebody who looked at the node, says that it succeeded.',
  Failed: 'The agent, or somebody who looked at the node, says that it failed.',
  Rejected: 'An approver rejected it.',
  Cancelled: 'The requester, an owner or an administrator called it off.',
  Expired: 'Its time ran out before it was approved or claimed.',
}

/** docs/jobs.md: states and moves, made from `jobTransitions`. */
export function jobsPage(): string {
  const states = jobStatuses.map(
    (status) =>
      `| \`${status}\` | ${statusName(status)} | ${meanings[status]} | ${isStatusIn('ended', status) ? 'yes' : ''} |`,
  )
  const moves = jobTransitions.map(
    ({ from, to, by, guard }) =>
      `| \`${from}\` | \`${to}\` | ${by.map((actor) => actors[actor]).join('; ')} | ${guard} |`,
  )
  return `# The life of a job

Made from \`lib/jobs/domain/status.ts\`; a test compares both. PostgreSQL refuses every other move, whoever tries. A job starts as
\`PendingApproval\`; a retry is a new job that needs a new approval. Who exactly can do what: [permissions.md](permissions.md).

| status | shown as | what it means | final |
| --- | --- | --- | --- |
${states.join('\n')}

| from | to | who | what must hold |
| --- | --- | --- | --- |
${moves.join('\n')}
`
}
