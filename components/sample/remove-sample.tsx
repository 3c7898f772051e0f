'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Action } from '@/components/ui/use-send'

type Loaded = typeof import('@/components/ui/confirm').Confirm

/** The question is apart from the fleet's script, since only administrators have it; the button waits for it. */
export function RemoveSample({ nodes, remove }: { nodes: number; remove: Action }) {
  const [loaded, setLoaded] = useState<{ Confirm: Loaded } | null>(null)
  useEffect(() => {
    void import('@/components/ui/confirm').then(({ Confirm }) => setLoaded({ Confirm }))
  }, [])
  const label = 'Remove sample fleet'
  if (!loaded)
    return (
      <Button size="sm" disabled>
        {label}
      </Button>
    )
  return (
    <loaded.Confirm
      inline
      outlined
      action={remove}
      input={{}}
      label={label}
      confirm={`Remove ${nodes} nodes`}
      done={`Removed the sample fleet: ${nodes} nodes with their reports and jobs.`}
    >
      This deletes its {nodes} nodes with all their reports and jobs. Real nodes are not affected.{' '}
      <code className="font-mono text-xs">npx hakim sample load</code> loads it again.
    </loaded.Confirm>
  )
}
