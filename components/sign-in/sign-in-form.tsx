import { Field, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action, Done } from '@/components/ui/use-send'

/** E-mail and password, then on to the page `next`. `main`: this is the page's main way to sign in. */
export const SignInForm = (props: { signIn: Action<Done>; next: string; main: boolean }) => (
  <SendForm
    action={props.signIn}
    beside={{ next: props.next }}
    next={props.next}
    className="flex flex-col gap-3.5"
  >
    <FormNotes shown={['email', 'password']} />
    <Field label="E-mail" required path="email" subject="E-mail">
      <Input name="email" type="email" autoComplete="username" inputMode="email" />
    </Field>
    <Field label="Password" required path="password" subject="Password">
      <Input name="password" type="password" autoComplete="current-password" />
    </Field>
    <SubmitButton variant={props.main ? 'primary' : 'secondary'} busy="Signing in…">
      Sign in
    </SubmitButton>
  </SendForm>
)
