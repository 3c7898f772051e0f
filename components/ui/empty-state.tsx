import type { ReactNode } from 'react'

/** Replaces an empty list: says why it is empty and what to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-card border border-dashed border-strong bg-surface px-5 py-6">
      <h2 className="font-title">{props.title}</h2>
      {props.children && <div className="max-w-prose text-ink-2">{props.children}</div>}
      {props.action && <div className="mt-1.5">{props.action}</div>}
    </div>
  )
}
