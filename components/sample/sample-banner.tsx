import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Action } from '@/components/ui/use-send'

// Apart from the fleet's script: only administrators have it.
const Confirm = dynamic(() => import('@/components/ui/confirm').then((module) => module.Confirm))

/**
 * Says that part of the fleet is a sample, and how to remove it. `remove` is null for people without that permission,
 * `close` where the notice has been closed before.
 */
export function SampleBanner(props: {
  nodes: number
  remove: Action | null
  close: (() => Promise<void>) | null
}) {
  return (
    <Notice
      tone="info"
      action={
        <div className="flex items-start gap-2">
          {props.remove && (
            <Confirm
              inline
              outlined
              action={props.remove}
              input={{}}
              label="Remove sample fleet"
              confirm={`Remove ${props.nodes} nodes`}
              done={`Removed the sample fleet: ${props.nodes} nodes with their reports and jobs.`}
            >
              This deletes its {props.nodes} nodes with all their reports and jobs. Real nodes are not
              affected. <code className="font-mono text-xs">npx hakim sample load</code> loads it again.
            </Confirm>
          )}
          {props.close && (
            <form action={props.close}>
              <Button
                type="submit"
                variant="ghost"
                size="sm"
                aria-label="Close this notice"
                className="px-1.5 touch:min-w-11"
              >
                <X className="size-4" aria-hidden="true" />
              </Button>
            </form>
          )}
        </div>
      }
    >
      <strong className="font-title">{props.nodes} sample nodes</strong> with generated reports and jobs are
      part of this fleet.
      {!props.remove && (
        <span className="text-ink-2">
          {' '}
          An administrator can remove them here or with{' '}
          <code className="font-mono text-xs">npx hakim sample remove</code> on this machine.
        </span>
      )}
    </Notice>
  )
}
