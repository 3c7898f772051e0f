import clsx from 'clsx'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { verdictLooks } from '@/components/verdict/verdict-look'
import type { CampaignJob, Wave } from '@/lib/campaigns/domain/campaign-page'
import { dryRunWords } from '@/lib/campaigns/domain/dry-runs'
import { countMarks, marks, marksText } from '@/lib/campaigns/domain/marks'
import { shortDid } from '@/lib/kernel/did/short-did'
import { durationName } from '@/lib/series/domain/time-range'
import { verdictNames, verdicts } from '@/lib/verdicts/domain/verdict'
import { markLooks } from './mark-look'

const cell = '@2xl:px-3 @2xl:py-2 @2xl:first:pl-4 @2xl:last:pr-4'

/** A dash keeps a place in a table; lines of a phone have none to keep. */
const absent = '@max-2xl:hidden'

/** The jobs of one wave, node by node. */
export function WaveNodes({ wave }: { wave: Wave }) {
  const counts = countMarks({})
  for (const { mark } of wave.jobs) counts[mark] += 1
  return (
    <Card title={`Wave ${wave.wave}, node by node`} aside={marksText(counts)}>
      <div id="nodes" className="@container -mx-4 -mb-4 scroll-mt-16 border-t">
        <table className="w-full @max-2xl:block">
          <caption className="sr-only">Jobs of wave {wave.wave}</caption>
          <thead className="border-b text-left text-xs text-ink-3 @max-2xl:sr-only">
            <tr>
              {['Job', 'Node', 'What it does, or how it ended', 'Approved by'].map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-normal first:pl-4">
                  {name}
                </th>
              ))}
              <th scope="col" className="px-3 py-2 pr-4 text-right font-normal">
                Took
              </th>
            </tr>
          </thead>
          <tbody className="@max-2xl:block">
            {wave.jobs.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

function JobLine({ job }: { job: CampaignJob }) {
  const { id, mark, node, said, verdict, dryRun, approvedBy, seconds } = job
  const { icon: Icon, ink } = markLooks[mark]
  return (
    <tr className="relative border-t first:border-t-0 hover:bg-sunken/60 @max-2xl:flex @max-2xl:flex-wrap @max-2xl:items-center @max-2xl:gap-x-3 @max-2xl:gap-y-1 @max-2xl:px-4 @max-2xl:py-2.5">
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <Link
          href={`/jobs/${id}`}
          className={clsx('inline-flex items-center gap-1.5 font-medium after:absolute after:inset-0', ink)}
        >
          <Icon className="size-3.5 shrink-0" aria-hidden="true" />
          {marks[mark].word}
          <span className="sr-only"> on {node.name ?? node.did}</span>
        </Link>
      </td>
      <td className={clsx(cell, 'min-w-0')}>
        <span className="flex min-w-0 items-center gap-2">
          <bdi title={node.did} className={clsx('truncate', node.name ? 'font-medium' : 'font-mono text-xs')}>
            {node.name ?? shortDid(node.did)}
          </bdi>
          {node.state && <StatusMark state={node.state} className="text-xs" />}
        </span>
      </td>
      <td className={clsx(cell, 'min-w-0 text-ink-2 @max-2xl:w-full @max-2xl:text-xs')}>
        <Verdict verdict={verdict} />
        {said !== null && said !== marks[mark].word && <bdi className="[overflow-wrap:anywhere]">{said}</bdi>}
        {dryRun !== null && mark === 'waits' && (
          <span className={clsx('block text-xs', dryRun === 'failed' ? 'text-error' : 'text-ink-3')}>
            {dryRunWords[dryRun]}
          </span>
        )}
      </td>
      <td className={clsx(cell, 'text-ink-2 @max-2xl:text-xs', approvedBy.length === 0 && absent)}>
        {approvedBy.join(', ') || '–'}
      </td>
      <td
        className={clsx(
          cell,
          'text-right whitespace-nowrap text-ink-2 @max-2xl:ml-auto @max-2xl:text-xs',
          seconds === null && absent,
        )}
      >
        {seconds === null ? '–' : durationName(seconds)}
      </td>
    </tr>
  )
}

function Verdict({ verdict }: { verdict: string | null }) {
  const known = verdicts.find((one) => one === verdict)
  if (!known) return null
  return <span className={clsx('mr-2 font-medium', verdictLooks[known].ink)}>{verdictNames[known]}</span>
}
