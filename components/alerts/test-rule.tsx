'use client'

import { useRef, useState } from 'react'
import { DeliveryState } from '@/components/notices/delivery-state'
import { Button } from '@/components/ui/button'
import { type Action, useSend } from '@/components/ui/use-send'
import type { DeliveryState as State } from '@/lib/notices/domain/channel'
import { channelWords } from './channel-words'

type Delivery = { name: string; kind: string; state: State; answer: string | null }

const lost = 'The server did not answer; look under Settings → Notifications before you try again.'

/** Sends a test to everyone whom a saved rule would notify, and shows what became of each message. */
export function TestRule(props: {
  ruleId: string
  name: string
  test: Action<{ deliveries: readonly Delivery[] }>
}) {
  const root = useRef<HTMLDivElement>(null)
  const { send, pending, failure } = useSend(root, lost)
  const [deliveries, setDeliveries] = useState<readonly Delivery[] | null>(null)
  const click = () =>
    send(
      () => props.test({ ruleId: props.ruleId }),
      (result) => setDeliveries(result.ok ? result.value.deliveries : null),
    )
  return (
    <div ref={root} className="flex max-w-72 flex-col items-end gap-1 text-right">
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Send a test: ${props.name}`}
        disabled={pending}
        onClick={click}
      >
        {pending ? 'Sending…' : 'Send a test'}
      </Button>
      <div role="status" className="text-xs text-ink-2">
        {failure && <p className="text-error">{failure.detail}</p>}
        {deliveries?.length === 0 && <p>Nobody would be notified: no channel matches this rule.</p>}
        {deliveries && deliveries.length > 0 && (
          <ul className="flex flex-col gap-0.5">
            {deliveries.map(({ name, kind, state, answer }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one person may have two channels of a kind
              <li key={index}>
                <DeliveryState state={state} /> <bdi className="text-ink">{name}</bdi>{' '}
                {channelWords[kind] ?? kind}
                {answer && `: ${answer}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
