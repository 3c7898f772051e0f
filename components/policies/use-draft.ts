import { useRef, useState, useTransition } from 'react'
import type { Action } from '@/components/ui/use-send'
import type { Failure } from '@/lib/kernel/errors'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import { type PolicyDraft, type PolicyIdentity, policyOfDraft } from '@/lib/policies/domain/policy-draft'

/** Typing is replayed once it pauses. */
const pauseMs = 350

/** What the server said of a draft: what it would have done, or what is wrong with it. */
type Said = { about: string; replayed: DraftReplay | null; failure: Failure | null }

/** A draft that somebody edits, and what the server says of it as it is now. */
export function useDraft(
  start: PolicyDraft,
  identity: PolicyIdentity,
  replay: Action<DraftReplay>,
  first: DraftReplay | null,
) {
  const textOf = (draft: PolicyDraft): string => JSON.stringify(policyOfDraft(draft, identity))
  const [draft, setDraft] = useState(start)
  const [said, setSaid] = useState<Said>({ about: textOf(start), replayed: first, failure: null })
  const [shown, setShown] = useState(first)
  const [, startReplay] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const present = said.about === textOf(draft) ? said : null

  const change = (next: PolicyDraft) => {
    setDraft(next)
    clearTimeout(timer.current)
    if (next.task === '' || next.nodes.length === 0) return
    timer.current = setTimeout(() => {
      startReplay(async () => {
        const result = await replay({ policy: policyOfDraft(next, identity) })
        setSaid({
          about: textOf(next),
          replayed: result.ok ? result.value : null,
          failure: result.ok ? null : result.error,
        })
        if (result.ok) setShown(result.value)
      })
    }, pauseMs)
  }
  return {
    ...{ draft, change, policy: policyOfDraft(draft, identity) },
    replayed: present?.replayed ?? null,
    failure: present?.failure ?? null,
    // Stays while the next one is on its way, so that nothing jumps.
    shown,
  }
}
