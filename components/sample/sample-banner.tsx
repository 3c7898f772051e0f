import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'
import { RemoveSample } from './remove-sample'

/** Says that part of the fleet is made up, and how it goes away; `remove` is there for who may do it. */
export function SampleBanner(props: {
  nodes: number
  remove: (() => Promise<Result<{ nodes: number }>>) | null
}) {
  return (
    <Notice tone="info" action={props.remove && <RemoveSample nodes={props.nodes} remove={props.remove} />}>
      <strong className="font-title">{props.nodes} nodes here are a sample</strong> with made-up reports and
      jobs, marked as such.
      {!props.remove && (
        <span className="text-ink-2">
          {' '}
          An administrator can remove them here, or{' '}
          <code className="font-mono text-xs">npx hakim demo remove</code> on this machine.
        </span>
      )}
    </Notice>
  )
}
