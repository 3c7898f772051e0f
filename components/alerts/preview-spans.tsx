/** Spans over a period as bars; a short one is a thin bar. */
export const PreviewSpans = (props: {
  spans: readonly { from: number; to: number | null }[]
  from: number
  to: number
  color?: string
}) => {
  const share = (at: number): number => (100 * (at - props.from)) / (props.to - props.from)
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="block h-3 w-full" aria-hidden="true">
      <line x1="0" x2="100" y1="9.5" y2="9.5" stroke="var(--hair)" />
      {props.spans.map(({ from, to }) => (
        <rect
          key={from}
          x={Math.max(0, share(from))}
          width={Math.max(0.2, share(to ?? props.to) - Math.max(0, share(from)))}
          y="1"
          height="8"
          fill={props.color ?? 'var(--warning)'}
        />
      ))}
    </svg>
  )
}
