'use client'

import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { Field, Input } from '@/components/ui/field'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import { useOrigin } from '@/components/ui/use-origin'
import type { Action, Done } from '@/components/ui/use-send'
import { fail, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { Making } from './password-step'

export type PasskeyOptions = Making<PublicKeyCredentialCreationOptionsJSON>

/** Makes a passkey on this device or another one. Browsers bind it to the address of the page. */
export function AddPasskey(props: { origin: string; options: PasskeyOptions; add: Action }) {
  if (useOrigin(props.origin) !== props.origin)
    return (
      <p className="text-ink-2">
        Passkeys are bound to a name.{' '}
        <a href={`${props.origin}/account`} className="text-accent underline">
          Open this page at {props.origin}
        </a>{' '}
        to add one.
      </p>
    )
  return (
    <DialogButton label="Add a passkey" title="Add a passkey">
      <DialogForm action={(input) => makePasskey(input, props)} said="The passkey was added.">
        <DialogBody>
          <FormNotes shown={['name', 'current']} />
          <p className="text-ink-2">Then follow what your browser asks.</p>
          <Field label="Name" required hint="Such as “laptop” or “blue key”." path="name" subject="The name">
            <Input name="name" autoComplete="off" maxLength={100} />
          </Field>
          <CurrentPasswordField />
        </DialogBody>
        <DialogFoot>
          <SubmitButton variant="primary" busy="Waiting for your device…">
            Add a passkey
          </SubmitButton>
        </DialogFoot>
      </DialogForm>
    </DialogButton>
  )
}

async function makePasskey(
  input: unknown,
  { options, add }: { options: PasskeyOptions; add: Action },
): Promise<Result<Done>> {
  const { name, current } = isJsonObject(input) ? input : {}
  if (typeof name !== 'string' || name.trim() === '')
    return fail('invalid', 'No passkey was added.', { fields: [{ path: 'name', message: 'is required' }] })
  const made = await options({ current })
  if (!made.ok) return made
  try {
    return await add({ name, response: await startRegistration({ optionsJSON: made.value }) })
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidStateError')
      return fail('conflict', 'This device already has a passkey for this account.')
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return fail('invalid', 'No passkey was made. Try again and follow what your browser asks.')
    throw error
  }
}
