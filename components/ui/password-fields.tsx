import { Field, Input } from './field'

/** A password to choose. A known address stands before it, hidden, so that password managers keep both together. */
export const NewPasswordField = ({ email, label = 'Password' }: { email?: string; label?: string }) => (
  <>
    {email !== undefined && <input type="hidden" autoComplete="username" value={email} readOnly />}
    <Field
      label={label}
      required
      hint="12 to 200 characters, of any kind."
      path="password"
      subject="The password"
    >
      <Input name="password" type="password" autoComplete="new-password" />
    </Field>
  </>
)

/** The password that somebody has now, which is asked for again before what it protects is changed. */
export const CurrentPasswordField = () => (
  <Field label="Current password" required path="current" subject="The password">
    <Input name="current" type="password" autoComplete="current-password" />
  </Field>
)
