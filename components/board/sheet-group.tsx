import { ArgumentVector } from '@/components/jobs/argument-vector'
import { EditList } from '@/components/jobs/changed-request'
import { DryRunLines, plainLines } from '@/components/jobs/dry-run-lines'
import { HowItRuns } from '@/components/jobs/how-it-runs'
import { dueOf } from '@/components/ui/expiry'
import { Link } from '@/components/ui/link'
import { RiskMark } from '@/components/ui/risk-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { SheetGroup as Group, SheetJob } from '@/lib/board/domain/decision-sheet'
import { windowText } from '@/lib/jobs/domain/window-text'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'
import { paramsOffCommand, shownCommand } from '@/lib/tasks/domain/command-line'
import { ParamList } from '../jobs/param-list'
import { SheetRow } from './sheet'
import { SheetTried } from './sheet-tried'
import { NodeLine } from './triage-row'
import type { SheetItem } from './use-sheet'

const columns = ['', 'Node', 'State', 'Differs', 'Approvals', 'Expires']
const cell = '@2xl:px-3 @2xl:py-2 @2xl:align-top'

export const itemOf = (job: SheetJob): SheetItem => ({
  ...{ jobId: job.jobId, task: job.task, node: job.node.name ?? shortDid(job.node.did) },
  ...{ approvalHash: job.approvalHash, shownVersion: job.shownVersion, keys: job.onNode?.keys ?? null },
})

/** What of these jobs is unlike most of them, in a few words. */
function inCommon({ rows }: Group): string {
  const others = rows.filter(({ differs }) => differs.length > 0).length
  if (rows.length === 1) return ''
  return others === 0
    ? `same command and parameters on all ${rows.length}`
    : `${others} of the ${rows.length} ${others === 1 ? 'differs' : 'differ'}`
}

/** The jobs that run one and the same command, each with what it has of its own. */
export function SheetGroup({ group }: { group: Group }) {
  const { task, offer, params, output, rows } = group
  const command = offer?.command ? shownCommand(offer.command, params) : null
  const off = command ? paramsOffCommand(command, params) : null
  const first = rows[0]?.job.node
  const label = `${task} on ${first?.name ?? shortDid(first?.did ?? '')}${rows.length > 1 ? ` and ${rows.length - 1} more` : ''}`
  const differ = rows.some(({ differs }) => differs.length > 0)
  return (
    <section aria-label={label} className="@container min-w-0 rounded-card border bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 pt-3">
        <RiskMark risk={offer?.risk ?? null} />
        <h2 className="font-mono font-title [overflow-wrap:anywhere]">
          <VisibleText parts={visibleData(task)} />
        </h2>
        <span className="text-ink-2">
          on {countText(rows.length)} {rows.length === 1 ? 'node' : 'nodes'}
        </span>
        <span
          className={
            differ
              ? 'ml-auto rounded-[4px] bg-warning-soft px-1.5 text-xs font-medium text-warning'
              : 'ml-auto text-xs text-ink-3'
          }
        >
          {inCommon(group)}
        </span>
      </header>
      <div className="flex flex-col gap-2 px-4 py-3">
        {command && <ArgumentVector shown={command} label={`Command: ${label}`} />}
        {(off === null || off.length > 0) && <ParamList params={params} changes={[]} />}
        {output !== null && output !== '' && (
          <>
            <p className="text-xs text-ink-2">
              What would change{rows.some(({ tried }) => tried !== 'same') && ' on most of them'}
            </p>
            <DryRunLines lines={plainLines(output)} />
          </>
        )}
        {offer && (offer.cwd || offer.timeout_seconds !== null) && (
          <p className="text-xs text-ink-2">
            <HowItRuns offer={offer} />
          </p>
        )}
      </div>
      <table className="w-full @max-2xl:block">
        <caption className="sr-only">{label}</caption>
        <thead className="border-t text-left text-xs text-ink-3 @max-2xl:sr-only">
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="px-3 py-1.5 font-normal last:pr-4 last:text-right">
                {name === '' ? <span className="sr-only">Decide</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="@max-2xl:block">
          {rows.map(({ job, differs, tried }) => (
            <SheetRow
              key={job.jobId}
              item={itemOf(job)}
              columns={columns.length}
              edits={<EditList edits={job.edits} />}
            >
              <SheetCells job={job} differs={differs} tried={tried} />
            </SheetRow>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text
}

function SheetCells({ job, differs, tried }: Group['rows'][number]) {
  const due = dueOf(job)
  const own = job.params
  const paramOf = (name: string) =>
    own !== null && typeof own === 'object' && !Array.isArray(own) ? own[name] : own
  return (
    <>
      <td className={`${cell} min-w-0 @2xl:w-[34%] @2xl:max-w-0`}>
        <Link href={`/jobs/${job.jobId}`} className="block truncate hover:underline" title={job.node.did}>
          <bdi className={job.node.name ? 'font-medium' : 'font-mono text-xs'}>
            {job.node.name ?? shortDid(job.node.did)}
          </bdi>
        </Link>
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
          <bdi className="text-ink-2">{job.requester.name ?? shortDid(job.requester.did)}</bdi>:{' '}
          {job.reason ? <VisibleText parts={visibleProse(job.reason)} /> : 'no reason given'}
        </p>
      </td>
      <td className={`${cell} text-xs @max-2xl:order-last @max-2xl:col-start-2`}>
        <NodeLine row={job} />
      </td>
      <td className={`${cell} text-xs @max-2xl:order-last @max-2xl:col-span-2 @max-2xl:col-start-2`}>
        <ul className="flex flex-wrap gap-1">
          {differs.map((change) => (
            <li key={change.name} className="rounded-[4px] bg-warning-soft px-1.5 font-mono text-warning">
              <VisibleText
                parts={visibleData(
                  change.kind === 'gone'
                    ? `without ${change.name}`
                    : `${change.name} ${short(paramOf(change.name))}`,
                )}
              />
            </li>
          ))}
          {tried && <SheetTried tried={tried} output={job.tried?.output ?? ''} />}
          {job.window && <li className="text-ink-2">only {windowText(job.window)}</li>}
          {job.revision > 1 && (
            <li className="text-warning" title="The request was changed after it was made">
              revision {job.revision}
            </li>
          )}
        </ul>
      </td>
      <td className={`${cell} text-xs text-ink-2 @max-2xl:hidden`}>
        {job.needs}
        {job.onNode?.counts === 'unknown' && <p className="text-warning">{job.onNode.why}</p>}
      </td>
      <td
        className={`${cell} text-right text-xs whitespace-nowrap @2xl:pr-4 @max-2xl:col-start-3 @max-2xl:row-start-1`}
      >
        {due === null ? <span className="text-ink-3">no expiry</span> : <TimeAgo iso={due} />}
      </td>
    </>
  )
}
