import { Skeleton } from '@/components/ui/skeleton'

const rows = Array.from({ length: 10 }, (_, index) => `row-${index}`)
const counts = ['error', 'silent', 'warning', 'unknown', 'healthy']

/** The fleet before it is read, in the size of the fleet. */
export const FleetSkeleton = () => (
  <div role="status" aria-label="The fleet is being read" className="flex flex-col gap-3.5">
    <div className="flex flex-wrap gap-x-7 gap-y-1.5">
      {counts.map((count) => (
        <div key={count} className="flex flex-col gap-1 py-1">
          <Skeleton className="h-7 w-6" />
          <Skeleton className="h-4 w-18" />
        </div>
      ))}
    </div>
    <Skeleton className="h-1.5 rounded-full" />
    <div className="rounded-card border bg-surface">
      {rows.map((row) => (
        <div key={row} className="flex h-15 items-center gap-6 border-b px-3 last:border-b-0">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-4 w-40 flex-1" />
          <Skeleton className="h-4 w-24 max-sm:hidden" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  </div>
)
