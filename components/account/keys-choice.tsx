'use client'

import { useRouter } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { keepCookie } from '@/components/ui/keep-cookie'
import { keysCookie } from '@/lib/people/domain/keys-cookie'

/** Single keys can be pressed by accident, so they can be turned off in this browser. */
export function KeysChoice({ on }: { on: boolean }) {
  const router = useRouter()
  const [, start] = useTransition()
  const [chosen, choose] = useOptimistic(on)
  const onChange = (next: boolean) =>
    start(async () => {
      choose(next)
      if (await keepCookie(keysCookie, next ? 'on' : 'off')) start(() => router.refresh())
    })
  return (
    <label className="flex min-h-6 items-start gap-2.5 touch:min-h-11">
      <input
        type="checkbox"
        checked={chosen}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      {/* Plain letters: a phone shows no keys. */}
      <span>
        Single keys act: <b className="font-mono">a</b> approves and <b className="font-mono">r</b> rejects a
        request; in the list of what waits for you, <b className="font-mono">j</b>,{' '}
        <b className="font-mono">k</b>, <b className="font-mono">n</b>, <b className="font-mono">z</b> and{' '}
        <b className="font-mono">?</b> too
      </span>
    </label>
  )
}
