import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'
import { RemoveSample } from './remove-sample'

/** Says that part of the fleet is a sample, and how to remove it. `remove` is null for people without that permission. */
export function SampleBanner(props: {
  nodes: number
  remove: (() => Promise<Result<{ nodes: number }>>) | null
}) {
  return (
    <Notice tone="info" action={props.remove && <RemoveSample nodes={props.nodes} remove={props.remove} />}>
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
