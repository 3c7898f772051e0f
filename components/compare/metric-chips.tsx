import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'

/** The metrics of a panel, each with a link that takes it away, and a choice of others. */
export function MetricChips(props: {
  metrics: readonly string[]
  titles: ReadonlyMap<string, string>
  /** What else the node reports. */
  others: readonly string[]
  without: (metric: string) => string
  kept: readonly [string, string][]
}) {
  const { metrics, titles, others } = props
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {metrics.map((metric) => (
        <span
          key={metric}
          title={metric}
          className="flex items-center gap-1 rounded-control border border-strong bg-surface py-0.5 pr-1 pl-2"
        >
          <bdi className="max-w-56 truncate">{titles.get(metric) ?? metric}</bdi>
          {metrics.length > 1 && (
            <Link
              href={props.without(metric)}
              scroll={false}
              aria-label={`Take away ${titles.get(metric) ?? metric}`}
              className="touch-area relative inline-flex size-5 items-center justify-center rounded-control text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <X className="size-3" aria-hidden="true" />
            </Link>
          )}
        </span>
      ))}
      {others.length > 0 && (
        <form action="/compare" className="flex items-center gap-1.5">
          {props.kept.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <select
            name="metrics"
            aria-label="Another metric"
            className="control-h max-w-64 rounded-control border border-strong bg-surface px-2"
          >
            {others.map((metric) => (
              <option key={metric} value={metric}>
                {titles.get(metric) ?? metric}
              </option>
            ))}
          </select>
          <Button type="submit">Add</Button>
        </form>
      )}
    </div>
  )
}
