import { Field, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** The second step of signing in, then on to the page `next`. */
export const CodeForm = (props: { signIn: Action<null>; next: string }) => (
  <SendForm action={props.signIn} next={props.next} className="flex flex-col gap-3.5">
    <FormNotes shown={['code']} />
    <Field
      label="Code of your app, or a recovery code"
      required
      hint="6 digits, or two groups of five characters."
      path="code"
      subject="The code"
    >
      <Input
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        className="font-mono"
      />
    </Field>
    <SubmitButton variant="primary" busy="Signing in…">
      Sign in
    </SubmitButton>
  </SendForm>
)
