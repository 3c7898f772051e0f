import { formatMetric } from '@/lib/reports/domain/display'
import { metricTitle, metricUnit } from '@/lib/reports/domain/metric'

const width = 96
const height = 24
const inset = 2

type Point = { x: number; value: number; low: number; high: number }

type SparklineProps = {
  metric: string
  values: readonly (number | null)[]
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  /** The highest value of the column, so that two rows can be compared. Per cent has a scale of its own. */
  top: number
  color: string
}

/** The runs of values between gaps. */
function runs({ values, low, high }: SparklineProps): Point[][] {
  const step = (width - 2 * inset) / Math.max(1, values.length - 1)
  const found: Point[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) found.push([])
    else
      found
        .at(-1)
        ?.push({ x: inset + index * step, value, low: low[index] ?? value, high: high[index] ?? value })
  })
  return found.filter((run) => run.length > 0)
}

const inWords = (key: string, value: number): string => {
  const { text, unit } = formatMetric(key, value)
  return unit === '%' ? `${text}%` : `${text} ${unit}`.trim()
}

/** From 0 to 100 for per cent, else to the highest value of the column; below 0 only where a value is. */
function scaleOf({ metric, top }: SparklineProps, points: readonly Point[]): { min: number; max: number } {
  const least = metricUnit(metric).unit === '%' ? 100 : top
  return {
    min: Math.min(0, ...points.map(({ low }) => low)),
    max: Math.max(least, ...points.map(({ high }) => high)) || 1,
  }
}

/**
 * The last 24 hours of a metric on a scale that it shares with its column: a line of averages with a pale band from lowest
 * to highest, broken where nothing was reported, and a hairline at 100%.
 */
export function Sparkline(props: SparklineProps) {
  const drawn = runs(props)
  const points = drawn.flat()
  if (points.length === 0) return <span className="text-ink-3">–</span>
  const { min, max } = scaleOf(props, points)
  const y = (value: number): string =>
    (height - inset - ((value - min) / (max - min)) * (height - 2 * inset)).toFixed(1)
  const path = (of: readonly Point[], pick: (point: Point) => number): string =>
    of.map((point) => `${point.x.toFixed(1)} ${y(pick(point))}`).join('L')
  const [lowest, highest] = [
    Math.min(...points.map(({ low }) => low)),
    Math.max(...points.map(({ high }) => high)),
  ]
  const words = `from ${inWords(props.metric, lowest)} to ${inWords(props.metric, highest)}`
  const label = `${metricTitle(props.metric)} over 24 h: ${words}`
  const long = drawn.filter((run) => run.length > 1)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className={`h-6 w-16 overflow-visible @4xl:w-24 ${props.color}`}
    >
      <title>{label}</title>
      {metricUnit(props.metric).unit === '%' && (
        <path
          d={`M0 ${y(100)}H${width}`}
          stroke="var(--strong)"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={long
          .map((run) => `M${path(run, ({ high }) => high)}L${path(run.toReversed(), ({ low }) => low)}Z`)
          .join('')}
        fill="currentColor"
        fillOpacity="0.2"
      />
      <path
        d={long.map((run) => `M${path(run, ({ value }) => value)}`).join('')}
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
          <circle key={first.x} cx={first.x} cy={y(first.value)} r="1.5" fill="currentColor" />
        ) : null,
      )}
    </svg>
  )
}
