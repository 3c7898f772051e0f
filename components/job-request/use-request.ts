import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { stillWrong } from '@/lib/board/domain/request-form'
import type { FieldProblem, Result } from '@/lib/kernel/errors'

/** The server action that asks for a job and answers with its id, or that changes one. */
export type RequestAction = (input: unknown) => Promise<Result<{ jobId?: string; status?: string }>>

// Not crypto.randomUUID: browsers keep that from pages on plain http outside loopback.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/**
 * Sends a request. One key belongs to one form, so that a repeat after a lost answer finds the same job; a key that
 * was used up is replaced. On success the browser goes to the job: the new one, or that which `changes` names.
 */
export function useRequest(action: RequestAction, changes: string | null) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [key, setKey] = useState(newKey)
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const [detail, setDetail] = useState<string | null>(null)
  const [refusals, setRefusals] = useState(0)
  const sending = useRef(false)
  const form = useRef<HTMLFormElement>(null)

  // The first field that is wrong gets the focus, so that nobody searches for it.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [refusals])

  const refuse = (found: FieldProblem[], said: string) => {
    setProblems(found)
    setDetail(said)
    setRefusals((count) => count + 1)
  }
  /** What was said of a field is no longer so when it is changed. */
  const changed = (field: string) => {
    const left = stillWrong(problems, field)
    if (left.length === problems.length) return
    setProblems(left)
    if (left.length === 0) setDetail(null)
  }
  const send = (input: object) => {
    if (sending.current) return
    sending.current = true
    setProblems([])
    setDetail(null)
    startTransition(async () => {
      try {
        const result = await action(changes === null ? { ...input, idempotency_key: key } : input)
        if (result.ok) {
          setKey(newKey())
          router.push(`/jobs/${result.value.jobId ?? changes}`)
          return
        }
        if (result.error.kind === 'conflict') setKey(newKey())
        refuse(result.error.fields ?? [], result.error.detail)
      } catch {
        refuse([], 'The server did not answer. Nothing that you wrote is lost; send it again.')
      } finally {
        sending.current = false
      }
    })
  }
  const errorOf = (path: string): string | undefined => problems.find((found) => found.path === path)?.message
  return { send, refuse, changed, pending, problems, detail, errorOf, form }
}
