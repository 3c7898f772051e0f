/** The statuses of a job, part of the given schema: many subjects ask for them, `lib/jobs` says how a job moves. */
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

/** The sets that rules, screens and SQL ask for by name. */
const statusSets = {
  /** Something may still happen to it. */
  open: ['PendingApproval', 'Approved', 'Running', 'Lost'],
  decidable: ['PendingApproval'],
  /** It can still change, be withdrawn and expire. */
  unclaimed: ['PendingApproval', 'Approved'],
  claimable: ['Approved'],
  cancellable: ['PendingApproval', 'Approved', 'Running'],
  /** Its agent has begun and has not said how it ended. */
  started: ['Running', 'Lost'],
  ended: ['Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired'],
} as const satisfies Record<string, readonly JobStatus[]>

export type StatusSet = keyof typeof statusSets

export const statusesOf = (set: StatusSet): readonly JobStatus[] => statusSets[set]

/** Whether a status, also one of another program, is in the set. */
export const isStatusIn = (set: StatusSet, status: string): boolean => {
  const members: readonly string[] = statusSets[set]
  return members.includes(status)
}

/** Nothing moves it any more. That holds for a status of another program too: there is no move out of it. */
export const hasEnded = (status: string): boolean => !isStatusIn('open', status)

/** A lost job has not ended for its node, but nobody will run it again. */
export const mayRetry = (status: string): boolean => hasEnded(status) || status === 'Lost'

/** The set as a list in SQL, such as `('Running', 'Lost')`: constants, so that partial indexes are used. */
export const sqlStatuses = (set: StatusSet): string =>
  `(${statusSets[set].map((status) => `'${status}'`).join(', ')})`
