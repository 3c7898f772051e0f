'use client'

import clsx from 'clsx'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { useKeys } from '@/components/ui/use-hotkeys'
import { type JobAction, useDecision } from './use-decision'

/**
 * Approve or reject, while `open`, or what else somebody who has voted can do; then `children` tell what was decided. `seal` stands for everything that the page
 * shows of what would run: when it changes while the page is open, nothing can be decided until somebody has looked.
 */
export function DecisionPanel(props: {
  jobId: string
  open: boolean
  approvalHash: string
  seal: string
  refusal: string | null
  /** Who has approved it already sees this instead of the buttons. */
  voted: ReactNode | null
  approve: JobAction
  reject: JobAction
  children: ReactNode
}) {
  const { jobId, open, refusal } = props
  const { send, pending, problem, setProblem, done, setDone } = useDecision()
  const [said, setSaid] = useState('')
  const [reason, setReason] = useState('')
  const [seen, setSeen] = useState({ seal: props.seal, approvalHash: props.approvalHash })
  const panel = useRef<HTMLElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const refusalId = useId()
  const errorId = useId()
  const mine = open && refusal === null
  const changed = open && seen.seal !== props.seal
  const blocked = !mine || changed || pending || done !== null
  const input = { jobId, approval_hash: seen.approvalHash, ...(reason.trim() ? { reason } : {}) }
  if (done !== null && (!open || props.voted !== null)) {
    // The page now shows the decision; should the job come back to be decided, it can be.
    setSaid(`${done}.`)
    setReason('')
    setDone(null)
  }

  // The buttons go with the decision; what takes their place has the focus.
  const hold = () => panel.current?.focus({ preventScroll: true })
  const decide = (action: JobAction) => {
    hold()
    send(action, input)
  }
  const approve = () => {
    if (!blocked) decide(props.approve)
  }
  const reject = () => {
    if (blocked) return
    if (reason.trim() !== '') return decide(props.reject)
    setProblem({ text: 'Say why you reject it; the requester reads it.', on: 'reason' })
  }
  const readAgain = () => {
    hold()
    setSeen({ seal: props.seal, approvalHash: props.approvalHash })
  }
  useKeys({ a: approve, r: reject })
  useEffect(() => {
    if (problem?.on === 'reason') field.current?.focus()
  }, [problem])
  // On a narrow screen the panel is no longer at its lower edge once there is nothing to decide.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves with each of these
  useEffect(() => {
    if (document.activeElement === panel.current) panel.current?.scrollIntoView({ block: 'nearest' })
  }, [problem, done, open, mine])

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
        {pending ? 'Sending your decision…' : (done ?? said)}
      </p>
      {problem && problem.on === null && <Notice tone="error">{problem.text}</Notice>}
      {changed && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" onClick={readAgain}>
              I have read it again
            </Button>
          }
        >
          What would run has changed since you opened this page, and votes on it are void. Read it again
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
          {mine && (
            <div>
              <Textarea
                ref={field}
                rows={1}
                value={reason}
                maxLength={2_000}
                disabled={done !== null}
                aria-label="Reason (required to reject)"
                placeholder="Reason (required to reject)"
                aria-invalid={problem?.on === 'reason' || undefined}
                aria-describedby={problem?.on === 'reason' ? errorId : undefined}
                onChange={(event) => setReason(event.target.value)}
                className="field-sizing-content max-h-40 min-h-16 max-lg:min-h-11"
              />
              {problem?.on === 'reason' && (
                <p id={errorId} role="alert" className="mt-1 text-xs text-error">
                  {problem.text}
                </p>
              )}
            </div>
          )}
          <div className="grid grid-cols-2 gap-2">
            <Button
              variant="primary"
              disabled={blocked}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={approve}
            >
              Approve <Kbd>a</Kbd>
            </Button>
            <Button
              variant="danger"
              disabled={blocked}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={reject}
            >
              Reject <Kbd>r</Kbd>
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
