import { type JobActor, jobTransitions, statusName } from '@/lib/jobs/domain/status'
import { isStatusIn, type JobStatus, jobStatuses } from '@/lib/kernel/job-status'

const actors: Record<JobActor, string> = {
  requester: 'who asked for it',
  decider: 'who may decide on it',
  owner: 'an owner of the node',
  admin: 'an administrator',
  agent: 'the agent of the node',
  clock: 'the clock',
  sql: 'a program that knows the given tables alone',
}

const meanings: Record<JobStatus, string> = {
  PendingApproval: 'It waits for those who decide.',
  Approved: 'It waits for the agent of its node, or for its window.',
  Running: 'The agent works on it and renews its lease.',
  Lost: 'The agent went silent; the outcome is unknown, and nothing runs it again.',
  Completed: 'The agent, or who looked, says that it was done.',
  Failed: 'The agent, or who looked, says that it was not.',
  Rejected: 'Somebody who decides said no.',
  Cancelled: 'It was called off.',
  Expired: 'Its time passed before it was approved or claimed.',
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

Made from \`lib/jobs/domain/status.ts\`; a test compares both. PostgreSQL refuses every other move, whoever tries. A job begins as
\`PendingApproval\`; a retry is a new job that needs new consent. Who exactly may: [permissions.md](permissions.md).

| status | shown as | what it means | final |
| --- | --- | --- | --- |
${states.join('\n')}

| from | to | who | what must hold |
| --- | --- | --- | --- |
${moves.join('\n')}
`
}
