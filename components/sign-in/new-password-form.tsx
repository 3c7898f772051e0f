import { Field, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** A password to choose. A known address stands before it, hidden, so that password managers keep both together. */
export const NewPasswordField = ({ email }: { email?: string }) => (
  <>
    {email !== undefined && <input type="hidden" autoComplete="username" value={email} readOnly />}
    <Field
      label="Password"
      required
      hint="12 to 200 characters, of any kind."
      path="password"
      subject="The password"
    >
      <Input name="password" type="password" autoComplete="new-password" />
    </Field>
  </>
)

/** Chooses a new password for the holder of a link. */
export const NewPasswordForm = (props: { choose: Action<null>; token: string; email: string }) => (
  <SendForm action={props.choose} beside={{ token: props.token }} next="/" className="flex flex-col gap-3.5">
    <FormNotes shown={['password']} />
    <NewPasswordField email={props.email} />
    <SubmitButton variant="primary" busy="Saving…">
      Save and sign in
    </SubmitButton>
  </SendForm>
)
