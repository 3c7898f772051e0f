'use client'

import { lazy, Suspense } from 'react'
import type { Action } from '@/components/ui/use-send'

// Apart from the fleet's script: only administrators have it.
const Confirm = lazy(() => import('@/components/ui/confirm').then((module) => ({ default: module.Confirm })))

export const RemoveSample = ({ nodes, remove }: { nodes: number; remove: Action }) => (
  <Suspense fallback={null}>
    <Confirm
      inline
      outlined
      action={remove}
      input={{}}
      label="Remove sample fleet"
      confirm={`Remove ${nodes} nodes`}
      done={`Removed the sample fleet: ${nodes} nodes with their reports and jobs.`}
    >
      This deletes its {nodes} nodes with all their reports and jobs. Real nodes are not affected.{' '}
      <code className="font-mono text-xs">npx hakim sample load</code> loads it again.
    </Confirm>
  </Suspense>
)
