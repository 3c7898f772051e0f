'use client'

import { canKeepKeys } from '@/components/signing/device-key'
import { enrolPasskey, enrolThisBrowser } from '@/components/signing/enrol'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { Field, Input } from '@/components/ui/field'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import { useOrigin } from '@/components/ui/use-origin'
import type { Action, Done } from '@/components/ui/use-send'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'

type Props = { person: string; origin: string | null; hasPassword: boolean; enrol: Action }

const ways = {
  browser: {
    label: 'Add this browser',
    title: 'Add a key of this browser',
    hint: 'Such as “laptop, Firefox”.',
    words: 'The key stays in this browser and cannot be copied. Clearing the data of this site removes it.',
    make: enrolThisBrowser,
  },
  passkey: {
    label: 'Add a passkey',
    title: 'Add a passkey for decisions',
    hint: 'Such as “blue key”.',
    words:
      'Your device checks a finger, a face or a PIN each time it signs. It asks twice now: to make the passkey, and to sign with it. It does not sign you in.',
    make: enrolPasskey,
  },
} as const

/** Makes a key in this browser or on an authenticator. Browsers bind passkeys to the address of the page. */
export function AddKey({ way, ...props }: Props & { way: keyof typeof ways }) {
  const { label, title, hint, words } = ways[way]
  const here = useOrigin(props.origin ?? '')
  if (way === 'passkey' && (props.origin === null || here !== props.origin)) return null
  return (
    <DialogButton label={label} title={title}>
      <DialogForm action={(input) => add(input, way, props)} said="The key was added.">
        <DialogBody>
          <FormNotes shown={['name', 'expires_in_days', 'current']} />
          <p className="text-ink-2">{words}</p>
          <Field label="Name" required hint={hint} path="name" subject="The name">
            <Input name="name" autoComplete="off" maxLength={100} />
          </Field>
          <Field
            label="Valid for (days)"
            hint="It signs nothing after that."
            path="expires_in_days"
            subject="This"
          >
            <Input name="days" inputMode="numeric" autoComplete="off" maxLength={4} />
          </Field>
          {props.hasPassword && <CurrentPasswordField />}
        </DialogBody>
        <DialogFoot>
          <SubmitButton variant="primary" busy={way === 'passkey' ? 'Waiting for your device…' : 'Adding…'}>
            {label}
          </SubmitButton>
        </DialogFoot>
      </DialogForm>
    </DialogButton>
  )
}

const insecure = fail(
  'forbidden',
  'Browsers keep keys only for pages with https, and on the machine itself. Open Hakim by https, or use a key file: "npx hakim key create".',
)

async function add(input: unknown, way: keyof typeof ways, { person, enrol }: Props): Promise<Result<Done>> {
  const { name, current, days } = isJsonObject(input) ? input : {}
  if (typeof name !== 'string' || name.trim() === '')
    return fail('invalid', 'No key was added.', { fields: [{ path: 'name', message: 'is required' }] })
  if (!canKeepKeys()) return insecure
  const password = typeof current === 'string' ? { current } : {}
  const text = typeof days === 'string' ? days.trim() : ''
  const expiry = text === '' ? {} : { expires_in_days: Number(text) }
  try {
    const enrolled = await ways[way].make(person, enrol, { name, ...password, ...expiry })
    return enrolled.ok ? ok({}) : enrolled
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security|InvalidState/.test(error.name))
      return fail('invalid', 'No passkey was made. Try again and follow what your browser asks.')
    throw error
  }
}
