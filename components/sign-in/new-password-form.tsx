import { NewPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** Chooses a new password for the holder of a link. */
export const NewPasswordForm = (props: { choose: Action; token: string; email: string }) => (
  <SendForm action={props.choose} beside={{ token: props.token }} next="/" className="flex flex-col gap-3.5">
    <FormNotes shown={['password']} />
    <NewPasswordField email={props.email} />
    <SubmitButton variant="primary" busy="Saving…">
      Save and sign in
    </SubmitButton>
  </SendForm>
)
