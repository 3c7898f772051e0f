import { Field, Input } from '@/components/ui/field'
import { NewPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** Name and password of somebody who was invited. */
export const JoinForm = (props: { join: Action<null>; token: string; email: string }) => (
  <SendForm action={props.join} beside={{ token: props.token }} next="/" className="flex flex-col gap-3.5">
    <FormNotes shown={['name', 'password']} />
    <Field label="Your name" required hint="Others see it beside what you do." path="name" subject="The name">
      <Input name="name" autoComplete="name" maxLength={100} />
    </Field>
    <NewPasswordField email={props.email} />
    <SubmitButton variant="primary" busy="Joining…">
      Join and sign in
    </SubmitButton>
  </SendForm>
)
