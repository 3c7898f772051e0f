import { useRef, useState, useTransition } from 'react'
import type { Action } from '@/components/ui/use-send'
import type { Failure } from '@/lib/kernel/errors'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import { completed, type PolicyDraft, type PolicyIdentity } from '@/lib/policies/domain/policy-draft'
import { policyDigest } from '@/lib/signing/domain/policy'

/** Typing is replayed once it pauses. */
const pauseMs = 350

/** A draft that somebody edits, and what it would have done, as far as that is known for the draft as it is now. */
export function useDraft(
  start: PolicyDraft,
  identity: PolicyIdentity,
  replay: Action<DraftReplay>,
  first: DraftReplay | null,
) {
  const [draft, setDraft] = useState(start)
  const [replayed, setReplayed] = useState(first)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [, startReplay] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const read = completed(draft, identity)
  const digest = read.ok ? policyDigest(read.value) : null

  const change = (next: PolicyDraft) => {
    setDraft(next)
    clearTimeout(timer.current)
    const policy = completed(next, identity)
    if (!policy.ok) return
    timer.current = setTimeout(() => {
      startReplay(async () => {
        const result = await replay({ policy: policy.value })
        if (result.ok) setReplayed(result.value)
        setFailure(result.ok ? null : result.error)
      })
    }, pauseMs)
  }
  return {
    ...{ draft, change, read, digest, failure },
    replayed: replayed?.digest === digest ? replayed : null,
    // Stays while the next one is on its way, so that nothing jumps.
    shown: replayed,
  }
}
