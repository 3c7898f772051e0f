import clsx from 'clsx'

const levels: Record<string, { bars: number; word: string; color: string }> = {
  low: { bars: 1, word: 'Low', color: 'text-ink-2' },
  medium: { bars: 2, word: 'Medium', color: 'text-warning' },
  high: { bars: 3, word: 'High', color: 'text-error' },
}

const bars = [
  { x: 0, y: 7, height: 3 },
  { x: 4, y: 4, height: 6 },
  { x: 8, y: 0, height: 10 },
]

/** The risk of a task as its node states it: one to three bars and the word, never the shape of a status. */
export function RiskMark({ risk, suffix = '' }: { risk: string | null; suffix?: string }) {
  const level = risk !== null && Object.hasOwn(levels, risk) ? levels[risk] : undefined
  if (!level)
    return <span className="text-xs text-ink-3">{suffix === '' ? 'not stated' : 'risk not stated'}</span>
  return (
    <span className={clsx('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', level.color)}>
      <svg viewBox="0 0 11 10" className="h-2.5 w-[11px] shrink-0" aria-hidden="true">
        {bars.map(({ x, y, height }, index) => (
          <rect
            key={x}
            {...{ x, y, height }}
            width="3"
            fill="currentColor"
            opacity={index < level.bars ? 1 : 0.25}
          />
        ))}
      </svg>
      {level.word}
      {suffix}
    </span>
  )
}
