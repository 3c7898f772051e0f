import { Card } from '@/components/ui/card'
import type { Wave } from '@/lib/campaigns/domain/campaign-page'
import { countDryRuns, dryRunsText } from '@/lib/campaigns/domain/dry-runs'

/** How far the nodes are with finding out what they would change. Nothing where nobody asked. */
export function DryRunsCard({ waves }: { waves: readonly Wave[] }) {
  const jobs = waves.flatMap((wave) => wave.jobs)
  const counts = countDryRuns(jobs)
  if (counts === null) return null
  const asked = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <Card title="What would change" aside={`${counts.found + counts.failed} of ${asked} have said`}>
      <ul className="flex flex-col gap-1.5 text-ink-2">
        {dryRunsText(counts, jobs.length - asked).map(({ text, bad }) => (
          <li key={text} className={bad ? 'font-medium text-error' : undefined}>
            {text}
          </li>
        ))}
      </ul>
    </Card>
  )
}
