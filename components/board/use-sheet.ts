import { type RefObject, useState } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { signDecisions } from '@/components/signing/sign-decision'
import { refusedWords, wordsError } from '@/components/ui/reason-field'
import { type Action, useSend } from '@/components/ui/use-send'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'

/** A job of the sheet as its decision needs it; `keys`: those that count on its node, null: any. */
export type SheetItem = {
  jobId: string
  task: string
  node: string
  approvalHash: string
  shownVersion: string
  keys: string[] | null
}

/** What became of one decision; `said` is what follows from it. */
export type SheetResult = { is: 'waiting' | 'sending' | 'done' | 'refused' | 'unknown'; said: string }
export type SheetOutcome = SheetResult & { item: SheetItem }

type Answered = {
  results: {
    job_id: string
    decided: { status: string; lacks: string | null } | null
    failure: { detail: string } | null
  }[]
}
type DecideTogether = (input: unknown) => Promise<Result<Answered>>
type Decision = 'approve' | 'reject'

export type SheetProps = {
  items: readonly SheetItem[]
  signing: SigningWays
  enrol: Enrol
  decide: DecideTogether
  withdraw: Action<{ withdrawn: string[] }>
  undoSeconds: number
}

const lost = 'The server did not answer, so some may have been decided. Look at each before you try again.'
/** Sent at once, so that results come while others are on their way. */
const together = 20

/** Jobs that one and the same key can sign for: one gesture each. */
function gestures(items: readonly SheetItem[], { signing }: SheetProps) {
  const byKeys = new Map<string, { items: SheetItem[]; ways: SigningWays }>()
  for (const item of items) {
    const { keys } = item
    const ways =
      keys && keys.length > 0
        ? { ...signing, keys: signing.keys.filter(({ key }) => keys.includes(key)), enrolsItself: false }
        : signing
    const name = ways.keys.map(({ key }) => key).join(' ')
    const same = byKeys.get(name)
    if (same) same.items.push(item)
    else byKeys.set(name, { items: [item], ways })
  }
  return [...byKeys.values()]
}

const bodyOf = (items: readonly SheetItem[], decision: Decision, reason: string | null) => ({
  ...{ decision, ...(reason ? { reason } : {}) },
  jobs: items.map(({ jobId, approvalHash }) => ({ job_id: jobId, approval_hash: approvalHash })),
})

/** What each job is shown as while and after several are decided on, also once the page, read again, offers it no longer. */
function useResults() {
  const [results, setResults] = useState<readonly SheetOutcome[] | null>(null)
  const begin = (items: readonly SheetItem[]) =>
    setResults((before) => [
      ...(before ?? []),
      ...items.map((item) => ({ item, is: 'waiting' as const, said: 'next in the list' })),
    ])
  const set = (jobIds: readonly string[], result: SheetResult) =>
    setResults(
      (before) =>
        before?.map((one) => (jobIds.includes(one.item.jobId) ? { ...one, ...result } : one)) ?? null,
    )
  const note = ({ results: answered }: Answered) => {
    for (const { job_id, decided, failure } of answered)
      set([job_id], {
        is: decided ? 'done' : 'refused',
        said: decided
          ? decided.lacks
            ? `counted; it still needs ${decided.lacks}`
            : decided.status.toLowerCase()
          : (failure?.detail ?? ''),
      })
  }
  return { results, begin, set, note }
}

/** Which jobs of a sheet are decided on, and how. Nothing is chosen that has changed since it was looked at. */
export function useSheet(root: RefObject<HTMLElement | null>, props: SheetProps) {
  const { items, enrol, decide, withdraw, undoSeconds } = props
  const { send, refuse, changed: edited, pending, failure, refusedBeside } = useSend(root, lost)
  const { results, begin, set, note } = useResults()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(
    new Map(items.map(({ jobId, shownVersion }) => [jobId, shownVersion])),
  )
  const [reason, setReason] = useState('')
  const [made, setMade] = useState<{ decision: Decision; until: number } | null>(null)
  const isChanged = ({ jobId, shownVersion }: SheetItem) => (seen.get(jobId) ?? shownVersion) !== shownVersion
  const picked = items.filter((item) => !left.has(item.jobId) && !isChanged(item))

  const toggle = (jobId: string) => {
    const item = items.find((one) => one.jobId === jobId)
    if (!item || results) return
    const next = new Set(left)
    if (isChanged(item) || left.has(jobId)) next.delete(jobId)
    else next.add(jobId)
    setSeen(new Map(seen).set(jobId, item.shownVersion))
    setLeft(next)
  }
  const words = reason.trim() === '' ? null : reason.trim()

  /** Signs what one key can sign, and sends it in parts; each part has its results before the next is sent. */
  const sendSigned = async (
    { items: some, ways }: ReturnType<typeof gestures>[number],
    decision: Decision,
  ): Promise<Result<null>> => {
    const signed = await signDecisions(
      some.map(({ approvalHash }) => ({ document: approvalHash, decision, reason: words })),
      ways,
      enrol,
    )
    if (!signed.ok) return signed
    begin(some)
    for (let from = 0; from < some.length; from += together) {
      const part = some.slice(from, from + together)
      const ids = part.map(({ jobId }) => jobId)
      set(ids, { is: 'sending', said: '' })
      const { jobs, ...rest } = bodyOf(part, decision, words)
      const { statements = [], ...list } = signed.value ?? {}
      const answer = await decide({
        ...{ ...rest, ...list },
        jobs: jobs.map((job, index) => {
          const statement = statements[from + index]
          return statement ? { ...job, statement } : job
        }),
      }).catch(() => fail('unavailable', lost))
      if (!answer.ok) {
        const { kind, detail } = answer.error
        set(ids, { is: kind === 'unavailable' ? 'unknown' : 'refused', said: detail })
        if (kind === 'forbidden') continue
        return answer
      }
      note(answer.value)
    }
    return ok(null)
  }

  const act = (decision: Decision) => {
    if (picked.length === 0 || pending || results) return
    if (decision === 'reject' && !words)
      return refuse(refusedWords('reason', 'Say why you are rejecting them; the requesters read this.'))
    send(
      async () => {
        for (const gesture of gestures(picked, props)) {
          const sent = await sendSigned(gesture, decision)
          if (!sent.ok) return sent
        }
        return ok(null)
      },
      (result) => {
        if (result.ok) setMade({ decision, until: Date.now() + undoSeconds * 1_000 })
      },
    )
  }
  const undo = () => {
    const done = (results ?? []).flatMap(({ item, is }) => (is === 'done' ? [item.jobId] : []))
    send(
      () => withdraw({ job_ids: done }),
      (result) => {
        setMade(null)
        if (!result.ok) return
        const { withdrawn } = result.value
        set(withdrawn, { is: 'refused', said: 'withdrawn; it waits for you again' })
      },
    )
  }
  const say = (text: string) => {
    setReason(text)
    edited(['reason'])
  }
  const wrongReason = wordsError(failure, 'reason')
  return {
    ...{ picked, isPicked: (jobId: string) => picked.some((one) => one.jobId === jobId), toggle },
    changed: new Set(items.filter(isChanged).map(({ jobId }) => jobId)),
    ...{ reason, say, wrongReason, approve: () => act('approve'), reject: () => act('reject') },
    ...{ results, made, undo, pending },
    refused: wrongReason === undefined ? refusedBeside([]) : null,
  }
}
