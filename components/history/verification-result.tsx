import { Check, X } from 'lucide-react'
import { ExactTime } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { CheckName } from '@/lib/audit/domain/verification'
import type { VerificationView } from '@/lib/history/domain/verification-view'
import { Findings } from './findings'

const names: Record<CheckName, string> = {
  entries: 'Chain of entries',
  checkpoints: 'Checkpoints and their signatures',
  rights: 'People, owners, rules and tokens against the log',
  jobs: 'Jobs against their events',
  reports: 'Hours of reports against their digests',
  heads: 'Heads kept outside the database',
}
const number = (count: number): string => count.toLocaleString('en-GB')
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 100 ? 2 : 1)} s`
/** A result: first in words, then check by check. */
export function VerificationResult({ run, note }: { run: VerificationView; note: Action }) {
  const { report, startedAt, endedAt, by } = run
  if (!report || !startedAt || !endedAt) return null
  const took = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000))
  const good = report.found === 0
  const Mark = good ? Check : X
  return (
    <>
      <div>
        <p
          className={`flex items-center gap-2 text-lg font-semibold ${good ? 'text-healthy' : 'text-error'}`}
        >
          <Mark className="size-5 shrink-0" aria-hidden="true" />
          {good ? 'Nothing was found' : report.found === 1 ? '1 finding' : `${number(report.found)} findings`}
        </p>
        <p className="text-xs text-ink-2">
          <ExactTime iso={endedAt} />, {by === null ? 'the nightly run' : `by ${by.you ? 'you' : by.name}`};{' '}
          {took} s{report.last_event_id !== null && `; up to entry ${number(report.last_event_id)}`}
        </p>
      </div>
      {!good && <Findings report={report} note={note} />}
      <table className="w-full">
        <caption className="sr-only">What was compared, with the count and the time that it took</caption>
        <tbody>
          {report.checks.map(({ name, count, ms, found }) => (
            <tr key={name} className="border-t">
              <th scope="row" className="py-1.5 text-left font-normal">
                <span className="flex items-start gap-2">
                  {found === 0 ? (
                    <Check className="mt-0.5 size-3.5 shrink-0 text-healthy" aria-label="nothing found" />
                  ) : (
                    <X className="mt-0.5 size-3.5 shrink-0 text-error" aria-label="findings" />
                  )}
                  {names[name]}
                </span>
              </th>
              <td className="py-1.5 pl-2 text-right align-top">{number(count)}</td>
              <td className="w-16 py-1.5 pl-2 text-right align-top text-xs leading-5 text-ink-2">
                {seconds(ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-t pt-2.5 text-xs text-ink-2">
        {report.jobs_before_log > 0 &&
          `${number(report.jobs_before_log)} jobs are from before the log and compared with their digests of then. `}
        {report.uncovered === 0
          ? 'Checkpoints cover every entry that was read.'
          : `${number(report.uncovered)} entries were newer than the last checkpoint: only their chains protect them.`}
      </p>
    </>
  )
}
