'use client'

import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'
import { useSubmit } from './use-submit'

type SignIn = (input: { email: string; password: string }) => Promise<Result<null>>

/** E-mail and password, and on to the page `next`. `main`: this is the page's main way in. */
export function SignInForm({ signIn, next, main }: { signIn: SignIn; next: string; main: boolean }) {
  const form = useRef<HTMLFormElement>(null)
  const { submit, pending, failure, fieldError } = useSubmit(form, next)
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        const given = new FormData(event.currentTarget)
        submit(() => signIn({ email: String(given.get('email')), password: String(given.get('password')) }))
      }}
    >
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      <Field label="E-mail" required error={fieldError('email', 'E-mail')}>
        <Input name="email" type="email" autoComplete="username" inputMode="email" />
      </Field>
      <Field label="Password" required error={fieldError('password', 'Password')}>
        <Input name="password" type="password" autoComplete="current-password" />
      </Field>
      <Button type="submit" variant={main ? 'primary' : 'secondary'} disabled={pending}>
        {pending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
