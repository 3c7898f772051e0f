import { TriangleAlert } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { VisibleText } from '@/components/ui/visible-text'
import type { SheetApart as Apart } from '@/lib/board/domain/decision-sheet'
import { shortDid } from '@/lib/kernel/did/short-did'
import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'

/** What is not decided on with the others, each with its reason. `without`: the address of the sheet without a job. */
export function SheetApart({ apart, without }: { apart: Apart[]; without: (jobId: string) => string }) {
  if (apart.length === 0) return null
  return (
    <section aria-label="Set apart" className="rounded-card border border-warning/60 bg-surface">
      <h2 className="flex flex-wrap items-baseline gap-x-2 px-4 py-3 font-title">
        <TriangleAlert className="size-4 self-center text-warning" aria-hidden="true" />
        {apart.length} that you cannot approve here
        <span className="text-xs font-normal text-ink-2">
          nothing happens to {apart.length === 1 ? 'it' : 'them'}
        </span>
      </h2>
      <ul>
        {apart.map(({ job, why, rejectable }) => (
          <li
            key={job.jobId}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t px-4 py-2 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto]"
          >
            <Link href={`/jobs/${job.jobId}`} className="min-w-0 hover:underline">
              <bdi className="font-mono [overflow-wrap:anywhere]">
                <VisibleText parts={visibleData(job.task)} />
              </bdi>{' '}
              <bdi className="font-medium" title={job.node.did}>
                {job.node.name ?? shortDid(job.node.did)}
              </bdi>
            </Link>
            <p className="text-ink-2 [overflow-wrap:anywhere] max-md:col-span-2 max-md:row-start-2">
              <VisibleText parts={visibleProse(why)} />
            </p>
            <span className="flex gap-1.5 max-md:col-start-2 max-md:row-start-1">
              {rejectable && (
                <ButtonLink size="sm" variant="danger" href={`/jobs/${job.jobId}`}>
                  Reject…
                </ButtonLink>
              )}
              <ButtonLink size="sm" variant="ghost" href={without(job.jobId)}>
                Take out
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
