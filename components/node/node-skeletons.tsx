import { chartColumns } from '@/components/charts/rows/chart-columns'
import { Skeleton } from '@/components/ui/skeleton'

/** A placeholder of the same size as the status strip and the charts. */
export function ChartsSkeleton({ metrics }: { metrics: string[] }) {
  return (
    <div role="status" aria-label="Loading charts" className="flex flex-col gap-3.5">
      <Skeleton className="h-32 rounded-card" />
      <div data-wide className="@container">
        <div className={chartColumns}>
          {metrics.map((metric) => (
            <Skeleton key={metric} className="h-[calc(var(--chart-height)+88px)] rounded-card" />
          ))}
        </div>
      </div>
    </div>
  )
}

export const JobsSkeleton = () => <Skeleton className="h-40 rounded-card" />
