import type { ReactNode } from 'react'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { ok, type Result } from '@/lib/kernel/errors'

export type Making<T> = (input: unknown) => Promise<Result<T>>

/** The first step of a dialog: asks for the current password; `got` takes what the server then made. */
export function PasswordStep<T>(props: {
  action: Making<T>
  got: (made: T) => void
  label: string
  busy: string
  children: ReactNode
}) {
  const action = async (input: unknown): Promise<Result<null>> => {
    const result = await props.action(input)
    if (!result.ok) return result
    props.got(result.value)
    return ok(null)
  }
  return (
    <SendForm action={action}>
      <DialogBody>
        <FormNotes shown={['current']} />
        <p className="text-ink-2">{props.children}</p>
        <CurrentPasswordField />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy={props.busy}>
          {props.label}
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
