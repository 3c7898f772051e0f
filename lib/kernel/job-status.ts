/**
 * The statuses of a job, part of the given schema, and their sets: the one thing in the kernel that belongs to a subject.
 * `fleet` stands above `jobs` and counts by them, `series` draws by them; what only jobs need is in their `status.ts`.
 */
export const jobStatuses = [
  'PendingApproval',
  'Approved',
  'Running',
  'Lost',
  'Completed',
  'Failed',
  'Rejected',
  'Cancelled',
  'Expired',
] as const
export type JobStatus = (typeof jobStatuses)[number]

export const isJobStatus = (value: unknown): value is JobStatus => {
  const known: readonly unknown[] = jobStatuses
  return known.includes(value)
}

/** How a job that ran can end, as its agent or an owner says. */
export const outcomes = ['Completed', 'Failed'] as const satisfies readonly JobStatus[]
export type Outcome = (typeof outcomes)[number]

/** The sets that rules, screens and SQL use by name. */
const statusSets = {
  /** Its status can still change. */
  open: ['PendingApproval', 'Approved', 'Running', 'Lost'],
  decidable: ['PendingApproval'],
  /** It can still be changed, be withdrawn and expire. */
  unclaimed: ['PendingApproval', 'Approved'],
  claimable: ['Approved'],
  cancellable: ['PendingApproval', 'Approved', 'Running'],
  /** Its agent keeps it by heartbeats; without them it is lost. */
  leased: ['Running'],
  /** Its agent has started it and has not reported how it ended. */
  started: ['Running', 'Lost'],
  outcome: outcomes,
  /** What ends the time in which people decide. */
  decision: ['Approved', 'Rejected', 'Cancelled', 'Expired'],
  ended: ['Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired'],
  /** Nobody wanted it to end, or perhaps to end, like this. */
  endedBadly: ['Lost', 'Failed', 'Expired'],
} as const satisfies Record<string, readonly JobStatus[]>

export type StatusSet = keyof typeof statusSets

export const statusesOf = (set: StatusSet): readonly JobStatus[] => statusSets[set]

/** Whether a status, possibly one of another program, is in the set. */
export const isStatusIn = (set: StatusSet, status: string): boolean => {
  const members: readonly string[] = statusSets[set]
  return members.includes(status)
}

/** Final. So is a status of another program: no transition leaves it. */
export const hasEnded = (status: string): boolean => !isStatusIn('open', status)

/** The set as a list in SQL, such as `('Running', 'Lost')`: constants, so that PostgreSQL can use partial indexes. */
export const sqlStatuses = (set: StatusSet): string =>
  `(${statusSets[set].map((status) => `'${status}'`).join(', ')})`
