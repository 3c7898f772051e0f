'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { type JobAction, useDecision } from './use-decision'

/** Calls the job off, after one more question: a cancelled job never comes back. */
export function CancelJob({ jobId, cancel }: { jobId: string; cancel: JobAction }) {
  const { send, pending, problem, done } = useDecision()
  const [asked, setAsked] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      {problem && (
        <Notice tone="error" className="w-full">
          {problem.text}
        </Notice>
      )}
      {asked ? (
        <>
          <span className="text-ink-2">Cancel this job for good?</span>
          <Button
            variant="danger"
            // Whoever pressed "Cancel the job" is now asked, and can answer at once.
            autoFocus
            disabled={pending || done !== null}
            onClick={() => send(cancel, { jobId })}
          >
            Yes, cancel it
          </Button>
          <Button variant="ghost" disabled={pending || done !== null} onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button onClick={() => setAsked(true)}>Cancel the job</Button>
      )}
      <span role="status" className="sr-only">
        {done ? `${done}.` : pending ? 'Cancelling…' : ''}
      </span>
    </div>
  )
}
