import type { ApprovalDocument } from '@/lib/signing/domain/document'

/** A request of the past, as far as a policy looks at it. Times in epoch milliseconds. */
export type PastRequest = {
  jobId: string
  node: { did: string; name: string | null }
  /** Of the revision that was decided on last. */
  requestedAt: number
  /** Of its last approval or rejection; null: there was none, or nobody knows when. */
  decidedAt: number | null
  /** Null: its document is missing, so no policy can cover it. */
  document: Pick<ApprovalDocument, 'task' | 'offer' | 'params' | 'requester' | 'window'> | null
  end: PastEnd
}

/** How its job ended; `message` is the last of its history. */
export type PastEnd = {
  status: string
  verdict: string | null
  message: string | null
}

export type Outcome = 'well' | 'failed' | 'rejected' | 'not_run'

/** Worse counts as failed: it is what a policy must not do unasked. */
export function outcomeOf({ status, verdict }: Pick<PastEnd, 'status' | 'verdict'>): Outcome {
  if (status === 'Failed' || status === 'Lost' || verdict === 'worse') return 'failed'
  if (status === 'Completed') return 'well'
  return status === 'Rejected' ? 'rejected' : 'not_run'
}
