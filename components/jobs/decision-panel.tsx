'use client'

import clsx from 'clsx'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { useKeys } from '@/components/ui/use-hotkeys'
import { useOnScreen } from '@/components/ui/use-on-screen'
import { DecisionFields } from './decision-fields'
import { type JobToDecide, useDecision } from './use-decision'

/**
 * While `open`, the buttons to approve or reject, or what somebody who has voted can still do; after that, `children`
 * say what was decided. `shownVersion` covers everything that the page shows about what would run: if it changes while
 * the page is open, the viewer has to review the change before deciding. Whoever has a key signs the decision with it.
 */
export function DecisionPanel(
  props: JobToDecide & {
    /** Whether the keys a and r decide. */
    keys: boolean
    /** What a policy of theirs has decided for them, and their own decision replaces. */
    byPolicy: ReactNode
    children: ReactNode
  },
) {
  const { open, refusal, unfit } = props
  const panel = useRef<HTMLElement>(null)
  const decision = useDecision(panel, props)
  const { mine, failure, done } = decision
  const refusalId = useId()
  // Nobody decides with a key before they can have read what it is about.
  const keys = useOnScreen(panel, 1_000) && props.keys
  useKeys(keys ? { a: decision.approve, r: decision.reject } : {})
  // On a narrow screen the panel leaves the lower edge once there is nothing to decide.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves with each of these
  useEffect(() => {
    if (document.activeElement === panel.current) panel.current?.scrollIntoView({ block: 'nearest' })
  }, [failure, done, open, mine])

  return (
    <section
      ref={panel}
      aria-label="Decision"
      tabIndex={-1}
      className={clsx(
        'flex scroll-mt-16 scroll-mb-2 flex-col gap-2.5 rounded-card',
        mine && 'z-10 max-lg:sticky max-lg:bottom-2 max-lg:order-last lg:sticky lg:top-4 lg:bg-paper',
      )}
    >
      <p role="status" className="sr-only">
        {decision.announcement}
      </p>
      {decision.refused !== null && <Notice tone="error">{decision.refused}</Notice>}
      {decision.changed && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" onClick={decision.readAgain}>
              {decision.found ? 'I have read it' : 'I have reviewed the change'}
            </Button>
          }
        >
          {decision.found
            ? 'What would change is known now. Read it before you decide.'
            : 'What would run has changed since you opened this page, and earlier votes are void. Review it again before you decide.'}
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
          {props.byPolicy}
          {!mine && unfit !== null && <p className="text-error">This cannot be approved. {unfit}</p>}
          {props.waits && unfit === null && <p className="text-warning">{props.waits.why}</p>}
          {mine && (
            <DecisionFields
              unfit={unfit}
              own={props.own}
              typed={props.typed}
              confirmation={decision.confirmation}
              confirm={decision.confirm}
              reason={decision.reason}
              say={decision.say}
              sendReason={decision.sendReason}
              error={decision.wrongReason}
              disabled={done !== null}
            />
          )}
          <div className="grid grid-cols-2 gap-2">
            <Button
              variant="primary"
              disabled={!decision.canApprove}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={decision.approve}
            >
              Approve {props.keys && <Kbd>a</Kbd>}
            </Button>
            <Button
              variant="danger"
              disabled={!decision.canReject}
              aria-describedby={refusal ? refusalId : undefined}
              onClick={decision.reject}
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
