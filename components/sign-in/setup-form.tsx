'use client'

import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'
import { useSubmit } from './use-submit'

type SetUp = (input: {
  token: string
  name: string
  email: string
  password: string
}) => Promise<Result<null>>

/** The first administrator. */
export function SetupForm({ setUp }: { setUp: SetUp }) {
  const form = useRef<HTMLFormElement>(null)
  const { submit, pending, failure, fieldError } = useSubmit(form, '/')
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        const given = new FormData(event.currentTarget)
        const field = (name: string) => String(given.get(name) ?? '')
        submit(() =>
          setUp({
            token: field('token'),
            name: field('name'),
            email: field('email'),
            password: field('password'),
          }),
        )
      }}
    >
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      <Field
        label="Setup token"
        required
        hint="The terminal in which Hakim runs printed it at the start; it works once."
        error={fieldError('token', 'The token')}
      >
        <Input name="token" autoComplete="off" spellCheck={false} className="font-mono" />
      </Field>
      <Field
        label="Your name"
        required
        hint="As others see it beside what you did."
        error={fieldError('name', 'The name')}
      >
        <Input name="name" autoComplete="name" />
      </Field>
      <Field label="E-mail" required hint="You sign in with it." error={fieldError('email', 'The e-mail')}>
        <Input name="email" type="email" autoComplete="username" inputMode="email" />
      </Field>
      <Field
        label="Password"
        required
        hint="12 to 200 characters, of any kind."
        error={fieldError('password', 'The password')}
      >
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? 'Setting up…' : 'Create the administrator and sign in'}
      </Button>
    </form>
  )
}
