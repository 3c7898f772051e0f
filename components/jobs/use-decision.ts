import { useRouter } from 'next/navigation'
import { type ReactNode, type RefObject, useContext, useEffect, useState } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { signDecision } from '@/components/signing/sign-decision'
import { refusedWords, wordsError } from '@/components/ui/reason-field'
import { type Action, useSend } from '@/components/ui/use-send'
import type { OwnApproval } from '@/lib/board/domain/job-consent'
import type { Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { AfterDecision, type Vote } from './after-decision'

/** What a viewer decides about, and how. */
export type JobToDecide = {
  jobId: string
  open: boolean
  approvalHash: string
  shownVersion: string
  signing: SigningWays
  enrol: Enrol
  refusal: string | null
  /** Why nobody can approve the job as it is; it can be rejected with these words. */
  unfit: string | null
  /** Why it cannot be approved yet, and until when, ISO 8601; null if it can. */
  waits: { why: string; until: string } | null
  /** Whether the node counts an approval of the viewer, and whether it is signed. */
  own: Pick<OwnApproval, 'onNode' | 'unsigned'> | null
  /** What has to be typed before an approval of high risk: the node. */
  typed: string | null
  /** Shown instead of the buttons to somebody who has already approved. */
  voted: ReactNode | null
  approve: Action<Vote>
  reject: Action<Vote>
}

const lost =
  'The server did not answer, so this may or may not have arrived. Check the status before you try again.'

/** Reads the page again once a wait is over: nothing on the server tells it. */
function useReadAt(until: string | null): void {
  const { refresh } = useRouter()
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(refresh, Math.max(1_000, Date.parse(until) - Date.now() + 1_000))
    return () => clearTimeout(timer)
  }, [until, refresh])
}

/** What the viewer has typed so far, and whether they can decide; signs and sends the decision. `panel` takes the focus. */
export function useDecision(panel: RefObject<HTMLElement | null>, job: JobToDecide) {
  const { approvalHash, open, unfit } = job
  const router = useRouter()
  const after = useContext(AfterDecision)
  const { send, refuse, changed: edited, pending, failure, refusedBeside } = useSend(panel, lost)
  const [done, setDone] = useState<string | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const [reason, setReason] = useState('')
  const [confirmation, confirm] = useState('')
  const [seen, setSeen] = useState(job.shownVersion)
  const [waited, setWaited] = useState(job.waits !== null)
  const [rejecting, setRejecting] = useState(false)

  const mine = open && job.refusal === null
  const changed = open && seen !== job.shownVersion
  const canReject = mine && !changed && !pending && done === null
  const sure = job.typed === null || confirmation.trim() === job.typed
  const canApprove =
    canReject && sure && unfit === null && job.waits === null && job.own?.onNode?.counts !== 'no'
  const words = reason.trim() === '' ? null : reason.trim()
  if (done !== null && (!open || job.voted !== null)) {
    // The page now shows the decision; if the job needs one again, the buttons work again.
    setAnnouncement(`${done}.`)
    setReason('')
    setDone(null)
  }

  useReadAt(job.waits?.until ?? null)

  // The buttons disappear with the decision, so the panel takes the focus.
  const hold = () => panel.current?.focus({ preventScroll: true })
  const answered = (result: Result<Vote>) => {
    if (result.ok) {
      const { status, lacks } = result.value
      setDone(lacks ? `Your vote was counted. The job still needs ${lacks}` : status)
    }
    if (result.ok && after) return after(job.jobId, result.value)
    // After a conflict or a lost answer too, the page then shows the present state.
    if (result.ok || result.error.kind !== 'invalid') router.refresh()
  }
  const decide = (decision: 'approve' | 'reject') => {
    hold()
    send(async () => {
      const why = decision === 'reject' ? (words ?? unfit) : words
      const signed = await signDecision(
        { document: approvalHash, decision, reason: why },
        job.signing,
        job.enrol,
      )
      if (!signed.ok) return signed
      const input = { jobId: job.jobId, approval_hash: approvalHash, ...(why ? { reason: why } : {}) }
      return job[decision]({ ...input, ...(signed.value ? { signed: signed.value } : {}) })
    }, answered)
  }
  const approve = () => {
    if (canApprove) decide('approve')
  }
  const reject = () => {
    if (!canReject) return
    if (words ?? unfit) return decide('reject')
    setRejecting(true)
    refuse(refusedWords('reason', 'Say why you are rejecting it; the requester reads this.'))
  }
  /** Sends the reason from the keyboard: only a rejection, and only once one was asked for. */
  const sendReason = () => {
    if (rejecting) reject()
  }
  const readAgain = () => {
    hold()
    setSeen(job.shownVersion)
    setWaited(job.waits !== null)
  }
  const say = (text: string) => {
    setReason(text)
    edited(['reason'])
  }

  const wrongReason = wordsError(failure, 'reason')
  return {
    // Nobody could approve before it was known what would change, so no vote is void.
    ...{ found: waited && job.waits === null },
    ...{ mine, changed, canApprove, canReject, approve, reject, readAgain },
    ...{ reason, say, sendReason, wrongReason, confirmation, confirm },
    ...{ failure, refused: wrongReason === undefined ? refusedBeside([]) : null },
    ...{ done, announcement: pending ? 'Sending your decision…' : (done ?? announcement) },
  }
}
