'use client'

import { useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'
import type { Role } from '@/lib/kernel/role'
import { useSubmit } from './use-submit'

const accounts: { role: Role; title: string; can: string }[] = [
  { role: 'operator', title: 'Operator', can: 'Sees every node and its charts; asks for maintenance.' },
  { role: 'approver', title: 'Approver', can: 'Owns nodes; approves or rejects what is asked for them.' },
  {
    role: 'admin',
    title: 'Administrator',
    can: 'Sees all jobs, cancels any of them, removes the sample fleet.',
  },
]

type Props = { signInAs: (input: { role: Role }) => Promise<Result<null>>; next: string }

/** The three accounts of local mode, one click each, and on to the page `next`. */
export function OneClick({ signInAs, next }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<Role | null>(null)
  const { submit, pending, failure } = useSubmit(box, next)
  return (
    <div ref={box} className="flex flex-col gap-2.5">
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      {accounts.map(({ role, title, can }) => (
        <button
          key={role}
          type="button"
          disabled={pending}
          onClick={() => {
            setChosen(role)
            submit(() => signInAs({ role }))
          }}
          className="flex min-h-14 flex-col items-start rounded-control border border-strong bg-surface px-3.5 py-2 text-left not-disabled:hover:border-accent not-disabled:hover:bg-accent-soft disabled:cursor-wait"
        >
          <span className="font-title">
            {pending && chosen === role
              ? `Signing in as ${title.toLowerCase()}…`
              : `Continue as ${title.toLowerCase()}`}
          </span>
          <span className="text-ink-2">{can}</span>
        </button>
      ))}
    </div>
  )
}
