import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { Vote } from '@/components/jobs/after-decision'
import { type Action, useSend } from '@/components/ui/use-send'

/** A job of the list, as it is named once it has left it. */
export type Listed = { jobId: string; task: string; node: string; decidable: boolean }

/** The last decision of this person here; `until` (ms of this browser) is how long it can be undone, null: not at all. */
export type Made = Listed & { said: string; until: number | null }

const lost = 'The server did not answer, so it may or may not be undone. Look at the job.'

const waysBack = ['Approved', 'PendingApproval']

type Props = {
  listed: readonly Listed[]
  current: string | null
  /** The address of the list, with a query. */
  base: string
  undoSeconds: number
  withdraw: Action
}

const focusRow = (jobId: string): void =>
  document.querySelector<HTMLElement>(`[data-waiting="${jobId}"]`)?.focus()

/** Which job is beside the list, what was decided last, and how that is undone. */
export function useTriage({ listed, current, base, undoSeconds, withdraw }: Props) {
  const router = useRouter()
  const bar = useRef<HTMLDivElement>(null)
  const { send, pending, failure } = useSend(bar, lost)
  const [read, setRead] = useState(current)
  const [active, setActive] = useState(current)
  const [place, setPlace] = useState(0)
  const [made, setMade] = useState<Made | null>(null)
  const [undone, setUndone] = useState('')
  const at = listed.findIndex(({ jobId }) => jobId === active)
  if (read !== current) {
    setRead(current)
    setActive(current)
  }
  // Where the list goes on once this one has left it.
  if (at !== -1 && at !== place) setPlace(at)

  const show = (jobId: string) => {
    setActive(jobId)
    router.replace(`${base}&job=${jobId}`, { scroll: false })
  }
  const select = (job: Listed | undefined) => {
    if (!job) return
    focusRow(job.jobId)
    show(job.jobId)
  }
  const move = (by: 1 | -1) => {
    if (at !== -1) return select(listed[at + by])
    select(listed[by === 1 ? place : place - 1] ?? listed[listed.length - 1])
  }
  const open = () => {
    if (active !== null) router.push(`/jobs/${active}`)
  }
  const next = () => select(at === -1 ? (listed[place] ?? listed[0]) : (listed[at + 1] ?? listed[0]))

  const decided = (jobId: string, { status, lacks }: Vote) => {
    const index = listed.findIndex((job) => job.jobId === jobId)
    const job = listed[index] ?? { jobId, task: 'The job', node: '', decidable: false }
    const until = waysBack.includes(status) && undoSeconds > 0 ? Date.now() + undoSeconds * 1_000 : null
    const said = lacks ? `approved by you. It still needs ${lacks}` : status.toLowerCase()
    setUndone('')
    setMade({ ...job, said, until })
    const following = listed[index + 1] ?? listed[index - 1]
    if (following) return select(following)
    router.replace(base, { scroll: false })
    router.refresh()
  }
  const undo = () => {
    if (!made || made.until === null || Date.now() > made.until) return
    const { jobId, task, node } = made
    send(
      () => withdraw({ jobId }),
      (result) => {
        if (!result.ok) return
        setMade(null)
        setUndone(`${task} on ${node} waits for you again.`)
        show(jobId)
        router.refresh()
      },
    )
  }
  return { bar, active, show, move, next, open, decided, made, undo, undone, undoing: pending, failure }
}
