'use client'

import { Pin, PinOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-send'

/** Pins the node for whoever looks, or no longer. */
export function PinButton(props: { did: string; pinned: boolean; pin: Action; unpin: Action }) {
  const router = useRouter()
  const [, start] = useTransition()
  const [pinned, show] = useOptimistic(props.pinned)
  const change = () =>
    start(async () => {
      show(!pinned)
      const result = await (pinned ? props.unpin : props.pin)({ did: props.did })
      if (result.ok) router.refresh()
      else toast.error(result.error.detail)
    })
  const Icon = pinned ? PinOff : Pin
  return (
    <Button onClick={change}>
      <Icon className="size-3.5 text-ink-3" aria-hidden="true" />
      {pinned ? 'Unpin' : 'Pin'}
    </Button>
  )
}
