import clsx from 'clsx'
import { type NodeState, stateName } from '@/lib/fleet/domain/node-state'

type Shape = 'disc' | 'triangle' | 'square' | 'diamond' | 'ring'

const marks: Record<string, { shape: Shape; color: string }> = {
  Healthy: { shape: 'disc', color: 'text-healthy' },
  Warning: { shape: 'triangle', color: 'text-warning' },
  Error: { shape: 'square', color: 'text-error font-title' },
  Unreachable: { shape: 'square', color: 'text-error' },
  Unknown: { shape: 'diamond', color: 'text-unknown' },
  // As loud as Error: a node that says nothing may be worse than one that complains.
  Silent: { shape: 'ring', color: 'text-ink font-title' },
}

const other = { shape: 'diamond', color: 'text-unknown' } as const

const markOf = (state: string) => (Object.hasOwn(marks, state) ? marks[state] : undefined) ?? other

function ShapeOf({ shape }: { shape: Shape }) {
  if (shape === 'disc') return <circle cx="6" cy="6" r="4.5" fill="currentColor" />
  if (shape === 'triangle') return <path d="M6 1.2 11.2 10.6H.8Z" fill="currentColor" />
  if (shape === 'square') return <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />
  if (shape === 'diamond') return <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor" />
  return (
    <circle
      cx="6"
      cy="6"
      r="4.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeDasharray="2.6 2"
      strokeDashoffset="1.3"
    />
  )
}

/** A node's state as shape, word and colour; an unknown state keeps its spelling and gets the diamond. */
export function StatusMark(props: { state: NodeState; withWord?: boolean; className?: string }) {
  const { shape, color } = markOf(props.state)
  const withWord = props.withWord ?? true
  return (
    <span
      className={clsx(
        'inline-flex max-w-full min-w-0 items-center gap-2 font-medium',
        color,
        props.className,
      )}
      {...(withWord ? {} : { role: 'img', 'aria-label': stateName(props.state) })}
    >
      <svg viewBox="0 0 12 12" className="size-2.5 shrink-0" aria-hidden="true">
        <ShapeOf shape={shape} />
      </svg>
      {withWord && <bdi className="truncate">{stateName(props.state)}</bdi>}
    </span>
  )
}
