import { formatMetric } from '@/lib/reports/domain/display'
import { metricTitle } from '@/lib/reports/domain/metric'

const width = 96
const height = 24
const inset = 2

/** The smallest span that fills the height, so that the noise of an idle node does not look dramatic. */
const leastSpan = (key: string, max: number): number =>
  key.endsWith('_percent') ? 20 : Math.max(max * 0.2, 1e-9)

type Point = { x: number; y: number }

/** The runs of values between gaps, in drawing units. */
function runs(values: readonly (number | null)[], low: number, high: number): Point[][] {
  const step = (width - 2 * inset) / Math.max(1, values.length - 1)
  const found: Point[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) found.push([])
    else
      found.at(-1)?.push({
        x: inset + index * step,
        y: height - inset - ((value - low) / (high - low)) * (height - 2 * inset),
      })
  })
  return found.filter((run) => run.length > 0)
}

const line = (run: readonly Point[]): string =>
  `M${run.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`

const inWords = (key: string, value: number): string => {
  const { text, unit } = formatMetric(key, value)
  return unit === '%' ? `${text}%` : `${text} ${unit}`.trim()
}

/** The last 24 hours of a metric as a line, broken where nothing was reported. */
export function Sparkline(props: { metric: string; values: readonly (number | null)[]; color: string }) {
  const known = props.values.filter((value) => value !== null)
  if (known.length === 0) return <span className="text-ink-3">–</span>
  const min = Math.min(...known)
  const max = Math.max(...known)
  const slack = Math.max(0, leastSpan(props.metric, max) - (max - min)) / 2
  const drawn = runs(props.values, min - slack, max + slack)
  const label = `${metricTitle(props.metric)} over 24 h: from ${inWords(props.metric, min)} to ${inWords(props.metric, max)}`
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className={`h-6 w-16 overflow-visible @4xl:w-24 ${props.color}`}
    >
      <title>{label}</title>
      <path
        d={drawn
          .filter((run) => run.length > 1)
          .map(line)
          .join('')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        vectorEffect="non-scaling-stroke"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {/* A single value between two gaps is drawn as a dot. */}
      {drawn.map(([first, second]) =>
        first && !second ? (
          <circle key={first.x} cx={first.x} cy={first.y} r="1.5" fill="currentColor" />
        ) : null,
      )}
    </svg>
  )
}
