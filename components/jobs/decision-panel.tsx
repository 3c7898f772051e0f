'use client'

import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { signDecision } from '@/components/signing/sign-decision'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { refusedWords, wordsError } from '@/components/ui/reason-field'
import { useKeys } from '@/components/ui/use-hotkeys'
import { useOnScreen } from '@/components/ui/use-on-screen'
import { type Action, useSend } from '@/components/ui/use-send'
import type { OwnApproval } from '@/lib/board/domain/job-page'
import type { Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { DecisionFields } from './decision-fields'

/** The status after a vote, and what the job still needs. */
type Vote = { status: string; lacks: string | null }

const lost =
  'The server did not answer, so this may or may not have arrived. Check the status before you try again.'

/**
 * While `open`, the buttons to approve or reject, or what somebody who has voted can still do; after that, `children`
 * say what was decided. `shownVersion` covers everything that the page shows about what would run: if it changes while
 * the page is open, the viewer has to review the change before deciding. Whoever has a key signs the decision with it.
 */
export function DecisionPanel(props: {
  jobId: string
  open: boolean
  approvalHash: string
  shownVersion: string
  signing: SigningWays
  enrol: Enrol
  refusal: string | null
  /** Why nobody can approve the job as it is; it can be rejected with these words. */
  unfit: string | null
  /** Whether the node counts an approval of the viewer, and whether it is signed. */
  own: Pick<OwnApproval, 'onNode' | 'unsigned'> | null
  /** What has to be typed before an approval of high risk: the node. */
  typed: string | null
  /** Shown instead of the buttons to somebody who has already approved. */
  voted: ReactNode | null
  /** Whether the keys a and r decide. */
  keys: boolean
  approve: Action<Vote>
  reject: Action<Vote>
  children: ReactNode
}) {
  const { jobId, approvalHash, open, refusal, unfit, own } = props
  const router = useRouter()
  const panel = useRef<HTMLElement>(null)
  const { send, refuse, changed: edited, pending, failure, refusedBeside } = useSend(panel, lost)
  const [done, setDone] = useState<string | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const [reason, setReason] = useState('')
  const [confirmation, setConfirmation] = useState('')
  const [seen, setSeen] = useState(props.shownVersion)

  const refusalId = useId()
  const mine = open && refusal === null
  const changed = open && seen !== props.shownVersion
  const blocked = !mine || changed || pending || done !== null
  const unsure = props.typed !== null && confirmation.trim() !== props.typed
  // Nobody decides with a key before they can have read what it is about.
  const keys = useOnScreen(panel, 1_000) && props.keys
  const cannotApprove = unsure || unfit !== null || own?.onNode?.counts === 'no'
  const words = reason.trim() === '' ? null : reason.trim()
  if (done !== null && (!open || props.voted !== null)) {
    // The page now shows the decision; if the job needs one again, the buttons work again.
    setAnnouncement(`${done}.`)
    setReason('')
    setDone(null)
  }

  // The buttons disappear with the decision, so the panel takes the focus.
  const hold = () => panel.current?.focus({ preventScroll: true })
  const answered = (result: Result<Vote>) => {
    if (result.ok) {
      const { status, lacks } = result.value
      setDone(lacks ? `Your vote was counted. The job still needs ${lacks}` : status)
    }
    // After a conflict or a lost answer too, the page then shows the present state.
    if (result.ok || result.error.kind !== 'invalid') router.refresh()
  }
  const decide = (decision: 'approve' | 'reject') => {
    hold()
    send(async () => {
      const why = decision === 'reject' ? (words ?? unfit) : words
      const signed = await signDecision(
        { document: approvalHash, decision, reason: why },
        props.signing,
        props.enrol,
      )
      if (!signed.ok) return signed
      const input = { jobId, approval_hash: approvalHash, ...(why ? { reason: why } : {}) }
      return props[decision]({ ...input, ...(signed.value ? { signed: signed.value } : {}) })
    }, answered)
  }
  const approve = () => {
    if (!blocked && !cannotApprove) decide('approve')
  }
  const reject = () => {
    if (blocked) return
    if (words ?? unfit) return decide('reject')
    refuse(refusedWords('reason', 'Say why you are rejecting it; the requester reads this.'))
  }
  const readAgain = () => {
    hold()
    setSeen(props.shownVersion)
  }
  useKeys(keys ? { a: approve, r: reject } : {})
  // On a narrow screen the panel leaves the lower edge once there is nothing to decide.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves with each of these
  useEffect(() => {
    if (document.activeElement === panel.current) panel.current?.scrollIntoView({ block: 'nearest' })
  }, [failure, done, open, mine])

  const wrong = wordsError(failure, 'reason')
  return (
    <section
      ref={panel}
      aria-label="Decision"
      tabIndex={-1}
      className={clsx(
        'flex scroll-mt-16 scroll-mb-2 flex-col gap-2.5 rounded-card',
        mine && 'z-10 max-lg:sticky max-lg:bottom-2 max-lg:order-last',
      )}
    >
      <p role="status" className="sr-only">
        {pending ? 'Sending your decision…' : (done ?? announcement)}
      </p>
      {failure && wrong === undefined && <Notice tone="error">{refusedBeside([])}</Notice>}
      {changed && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" onClick={readAgain}>
              I have reviewed the change
            </Button>
          }
        >
          What would run has changed since you opened this page, and earlier votes are void. Review it again
          before you decide.
        </Notice>
      )}
      {!open && props.children}
      {open && props.voted}
      {open && props.voted === null && (
        <section
          aria-label="Your decision"
          className={clsx(
            'flex flex-col gap-2.5 rounded-card border bg-surface p-4',
            mine && 'max-lg:border-strong max-lg:p-3',
          )}
        >
          <h2 className={clsx('font-title', mine && 'max-lg:sr-only')}>Your decision</h2>
          {!mine && unfit !== null && <p className="text-error">This cannot be approved. {unfit}</p>}
          {mine && (
            <DecisionFields
              unfit={unfit}
              own={own}
              typed={props.typed}
              confirmation={confirmation}
              confirm={setConfirmation}
              reason={reason}
              say={(text) => {
                setReason(text)
                edited(['reason'])
              }}
              error={wrong}
              disabled={done !== null}
            />
          )}
          <div className="grid grid-cols-2 gap-2">
            <Button
              variant="primary"
              disabled={blocked || cannotApprove}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={approve}
            >
              Approve {props.keys && <Kbd>a</Kbd>}
            </Button>
            <Button
              variant="danger"
              disabled={blocked}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={reject}
            >
              Reject {props.keys && <Kbd>r</Kbd>}
            </Button>
          </div>
          {refusal !== null && (
            <p id={refusalId} className="text-ink-2">
              {refusal}
            </p>
          )}
        </section>
      )}
    </section>
  )
}
