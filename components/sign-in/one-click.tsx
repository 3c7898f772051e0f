'use client'

import { useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { type Action, useSend } from '@/components/ui/use-send'
import type { Role } from '@/lib/kernel/role'

const accounts: { role: Role; title: string; can: string }[] = [
  { role: 'operator', title: 'Operator', can: 'Sees every node and its charts; requests maintenance.' },
  { role: 'approver', title: 'Approver', can: 'Owns nodes; approves or rejects requests for them.' },
  {
    role: 'admin',
    title: 'Administrator',
    can: 'Sees all jobs, can cancel any of them, can remove the sample fleet.',
  },
]

type Props = { signInAs: Action<null>; next: string }

/** The three accounts of local mode, one click each, then on to the page `next`. */
export function OneClick({ signInAs, next }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<Role | null>(null)
  const [entered, setEntered] = useState(false)
  const {
    send,
    pending: sending,
    failure,
  } = useSend(box, 'The server did not answer. Check that it is running, then try again.')
  const pending = sending || entered
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
            send(
              () => signInAs({ role }),
              (result) => {
                if (!result.ok) return
                setEntered(true)
                window.location.assign(next)
              },
            )
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
