import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import type { Result } from '@/lib/kernel/errors'

/** A server action that moves a job; it answers with the new status, and with what is still needed after a vote. */
export type JobAction = (input: unknown) => Promise<Result<{ status: string; lacks?: string | null }>>

/** `on` says whether it is the text that somebody wrote that is wrong. */
export type Problem = { text: string; on: 'reason' | null }

const written = ['reason', 'review']

/**
 * Sends one change of a job at a time and says how it went. A conflict, and an answer that got lost, read the page
 * again, so that what stands there is the present state.
 */
export function useDecision() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState<string | null>(null)
  // State is set a moment after the click; this is set within it, so that a double click sends once.
  const sending = useRef(false)

  const send = (action: JobAction, input: Record<string, unknown>) => {
    if (sending.current) return
    sending.current = true
    setProblem(null)
    startTransition(async () => {
      try {
        const result = await action(input)
        if (result.ok) {
          const { status, lacks } = result.value
          setDone(lacks ? `Your vote counts. The job still needs ${lacks}` : status)
        } else {
          const { detail, fields, kind } = result.error
          const text = fields?.find((field) => written.includes(field.path))
          setProblem(
            text
              ? { text: `The ${text.path} ${text.message}.`, on: 'reason' }
              : {
                  text: [detail, ...(fields?.map((f) => `${f.path} ${f.message}.`) ?? [])].join(' '),
                  on: null,
                },
          )
          if (kind === 'invalid') return
        }
      } catch {
        setProblem({
          text: 'The server did not answer, so it is not known whether this arrived. Look at the status before you try again.',
          on: null,
        })
      } finally {
        sending.current = false
      }
      router.refresh()
    })
  }
  return { send, pending, problem, setProblem, done, setDone }
}
