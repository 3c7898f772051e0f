'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { type Action, useSend } from '@/components/ui/use-send'
import type { Verifications } from '@/lib/history/domain/verification-view'
import { VerificationResult } from './verification-result'
import { VerificationRunning } from './verification-running'

const readEveryMs = 1_500
const lost = 'The server did not answer. Check what is shown here before you try again.'

const broken = {
  stopped: 'was stopped',
  failed: 'could not be finished: the server’s log says why',
  interrupted: 'was cut off: its server went away',
  done: 'ended',
} as const

/** Is the log intact? The run under way, or the last result, and the button that starts or stops one. */
export function VerificationCard(props: { runs: Verifications; start: Action; stop: Action; note: Action }) {
  const { current, last, broken: ended } = props.runs
  const router = useRouter()
  const root = useRef<HTMLDivElement>(null)
  const { send, pending, failure } = useSend(root, lost)
  const running = current !== null
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => document.hidden || router.refresh(), readEveryMs)
    return () => clearInterval(timer)
  }, [running, router])
  const act = (action: Action) =>
    send(
      () => action({}),
      () => router.refresh(),
    )
  return (
    <Card className="flex flex-col gap-2.5">
      <div ref={root} className="flex items-center justify-between gap-3">
        <h2 className="font-title">{running ? 'Verifying…' : 'Is the log intact?'}</h2>
        {running ? (
          <Button size="sm" disabled={pending || current.stopping} onClick={() => act(props.stop)}>
            {current.stopping ? 'Stopping…' : 'Stop'}
          </Button>
        ) : (
          <Button size="sm" disabled={pending} onClick={() => act(props.start)}>
            Verify now
          </Button>
        )}
      </div>
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      <div role="status" className="flex flex-col gap-2.5 empty:hidden">
        {current ? (
          <VerificationRunning run={current} />
        ) : (
          ended?.outcome && <p className="text-warning">The newest run {broken[ended.outcome]}.</p>
        )}
        {!current && !last && (
          <p className="text-ink-2">Not verified yet. The server does it each night; you can do it now.</p>
        )}
      </div>
      {!current && last && <VerificationResult run={last} note={props.note} />}
    </Card>
  )
}
