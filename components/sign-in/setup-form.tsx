import { Field, Input } from '@/components/ui/field'
import { NewPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** The first administrator. */
export const SetupForm = ({ setUp }: { setUp: Action<null> }) => (
  <SendForm action={setUp} next="/" className="flex flex-col gap-3.5">
    <FormNotes shown={['token', 'name', 'email', 'password']} />
    <Field
      label="Setup token"
      required
      hint="Hakim printed it in its terminal at startup. It works once."
      path="token"
      subject="The token"
    >
      <Input name="token" autoComplete="off" spellCheck={false} className="font-mono" />
    </Field>
    <Field label="Your name" required hint="Others see it beside what you do." path="name" subject="The name">
      <Input name="name" autoComplete="name" />
    </Field>
    <Field label="E-mail" required hint="You sign in with it." path="email" subject="The e-mail">
      <Input name="email" type="email" autoComplete="username" inputMode="email" />
    </Field>
    <NewPasswordField />
    <SubmitButton variant="primary" busy="Setting up…">
      Create the administrator and sign in
    </SubmitButton>
  </SendForm>
)
