import type { ReactNode } from 'react'

/** A key figure: the number, its unit in smaller type, and a label. */
export function Figure(props: { value: ReactNode; unit?: string; label: ReactNode; className?: string }) {
  return (
    <div className={props.className}>
      <div className="text-lg font-semibold">
        {props.value}
        {props.unit ? <span className="ml-1 text-sm font-medium">{props.unit}</span> : null}
      </div>
      <div className="text-xs text-ink-3">{props.label}</div>
    </div>
  )
}
