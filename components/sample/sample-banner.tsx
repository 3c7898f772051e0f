import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Action } from '@/components/ui/use-send'
import { RemoveSample } from './remove-sample'

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
          {props.remove && <RemoveSample nodes={props.nodes} remove={props.remove} />}
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
