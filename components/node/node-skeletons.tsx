import { Skeleton } from '@/components/ui/skeleton'

/** A placeholder of the same size as the status strip and the charts. */
export function ChartsSkeleton({ metrics }: { metrics: string[] }) {
  return (
    <div role="status" aria-label="Loading charts" className="flex flex-col gap-3.5">
      <Skeleton className="h-32 rounded-card" />
      <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-2">
        {metrics.map((metric) => (
          <Skeleton key={metric} className="h-[280px] rounded-card" />
        ))}
      </div>
    </div>
  )
}

export const JobsSkeleton = () => <Skeleton className="h-40 rounded-card" />
