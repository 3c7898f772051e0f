import clsx from 'clsx'

/** The progress of a job; without a percentage only the word, never an invented bar. */
export function ProgressBar(props: { percent: number | null; label: string; className?: string }) {
  if (props.percent === null) return <span className="text-ink-2">running</span>
  const percent = Math.min(100, Math.max(0, Math.round(props.percent)))
  return (
    <span className={clsx('flex items-center gap-2', props.className)}>
      <span
        role="progressbar"
        aria-label={props.label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="block h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-hair"
      >
        <span className="block h-full bg-running" style={{ width: `${percent}%` }} />
      </span>
      <span className="w-11 shrink-0 text-right">{percent}%</span>
    </span>
  )
}
