'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { type Action, useSend } from '@/components/ui/use-send'

type Outcome = { state: string; answer: string | null }

const lost = 'The server did not answer; look at the messages before you try again.'

/** What became of it, in words. */
const wordsOf = ({ state, answer }: Outcome): string =>
  state === 'sent'
    ? `Sent. ${answer ?? ''}`
    : state === 'waiting'
      ? `Not there yet; it is tried again. ${answer ?? ''}`
      : `Not sent. ${answer ?? ''}`

/** Sends a message now, says what became of it, and reads the page again. */
export function SendButton(props: { action: Action<Outcome>; input: object; label: string; name: string }) {
  const router = useRouter()
  const root = useRef<HTMLSpanElement>(null)
  const { send, pending } = useSend(root, lost)
  const click = () =>
    send(
      () => props.action(props.input),
      (result) => {
        const said = result.ok ? wordsOf(result.value).trim() : result.error.detail
        if (result.ok && result.value.state !== 'failed') toast.success(said)
        else toast.error(said)
        router.refresh()
      },
    )
  return (
    <span ref={root}>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`${props.label}: ${props.name}`}
        disabled={pending}
        onClick={click}
      >
        {pending ? 'Sending…' : props.label}
      </Button>
    </span>
  )
}
