'use client'

import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useOrigin } from '@/components/ui/use-origin'
import { type Action, useSend } from '@/components/ui/use-send'
import { fail, type Result } from '@/lib/kernel/errors'

/** Signs in with a passkey of this device or another one, then on to the page `next`. They work at `origin` only. */
export function PasskeyButton(props: {
  origin: string
  options: () => Promise<Result<PublicKeyCredentialRequestOptionsJSON>>
  signIn: Action<unknown>
  next: string
}) {
  const isHere = useOrigin(props.origin) === props.origin
  const box = useRef<HTMLDivElement>(null)
  const [entered, setEntered] = useState(false)
  const { send, pending, failure } = useSend(
    box,
    'The server did not answer. Check that it is running, then try again.',
  )
  const work = async (): Promise<Result<unknown>> => {
    const options = await props.options()
    if (!options.ok) return options
    try {
      const response = await startAuthentication({ optionsJSON: options.value })
      return await props.signIn({ response })
    } catch (error) {
      if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
        return fail('unauthenticated', 'No passkey was used. Try again, or sign in with your password.')
      throw error
    }
  }
  const signIn = () =>
    send(work, (result) => {
      if (!result.ok) return
      setEntered(true)
      window.location.assign(props.next)
    })
  const busy = pending || entered
  if (!isHere)
    return (
      <p className="text-ink-2">
        Passkeys work at{' '}
        <a href={`${props.origin}/sign-in`} className="text-accent underline">
          {props.origin}
        </a>
        .
      </p>
    )
  return (
    <div ref={box} className="flex flex-col gap-2.5">
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      <Button disabled={busy} onClick={signIn}>
        {busy ? 'Waiting for your passkey…' : 'Use a passkey'}
      </Button>
    </div>
  )
}
