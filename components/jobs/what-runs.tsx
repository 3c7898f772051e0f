import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Did } from '@/components/ui/did'
import { Notice } from '@/components/ui/notice'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import { type JobDetail, mostRuns } from '@/lib/board/domain/job-page'
import { isStatusIn } from '@/lib/kernel/job-status'
import { textWarnings, visibleData, visibleProse } from '@/lib/kernel/text/visible-text'
import { paramsOffCommand, shownCommand } from '@/lib/tasks/domain/command-line'
import { paramChanges } from '@/lib/tasks/domain/param-changes'
import { ApprovalHash } from './approval-hash'
import { ArgumentVector } from './argument-vector'
import { ChangedRequest } from './changed-request'
import { HowItRuns, WhenItRuns } from './how-it-runs'
import { ParamList } from './param-list'
import { Ran } from './ran'

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)

function Seen({ job }: { job: JobDetail }) {
  const { completed, failed, fixed, judged, more } = job.record
  if (completed + failed === 0) return <>never run on this node</>
  return (
    <>
      <span className={completed > 0 ? 'font-medium text-healthy' : undefined}>{completed} completed</span>
      {', '}
      <span className={failed > 0 ? 'font-medium text-error' : undefined}>{failed} failed</span>{' '}
      <span className="text-ink-3">{more ? `of the last ${mostRuns} on this node` : 'on this node'}</span>
      {judged > 0 && (
        <>
          {' · '}
          <span className={fixed > 0 ? 'font-medium text-healthy' : undefined}>
            fixed {fixed} of {judged}
          </span>
        </>
      )}
    </>
  )
}

const titles: Record<string, string> = {
  PendingApproval: 'What will run',
  Approved: 'What will run',
  Running: 'What runs',
  Rejected: 'What was requested',
  Cancelled: 'What was requested',
  Expired: 'What was requested',
}

/** Where the command comes from, in a sentence. */
function source(job: JobDetail, waits: boolean): string {
  const offer = job.approved?.document.offer
  if (offer?.builtin)
    return `A task of the agent itself, version ${offer.builtin.version}, ${waits ? 'as the node offers it' : 'as it was requested'}.`
  if (offer?.command)
    return waits
      ? 'As the node offers it; it runs without a shell. Each underline is one argument.'
      : 'As requested, whatever the node offers today; no shell. Each underline is one argument.'
  if (job.approved)
    return 'The node has announced no command for this task; it receives this name and the parameters below.'
  return waits
    ? 'Nobody can review this request, so it has no approval document.'
    : 'No approval document was kept for this job, so its command is unknown.'
}

/** Exactly what would be approved: command, node, parameters, what differs, the track record and the hash. */
export function WhatRuns({ job }: { job: JobDetail }) {
  const offer = job.approved?.document.offer ?? null
  const command = offer?.command ? shownCommand(offer.command, job.params) : null
  const waits = isStatusIn('unclaimed', job.status)
  const off = command ? paramsOffCommand(command, job.params) : []
  const changes = job.record.completed > 0 ? paramChanges(job.params, job.lastParams) : []
  const warnings = [
    ...textWarnings({ [job.task]: null }).map((w) => `The task ${w.message}.`),
    ...textWarnings(job.params).map((w) => `${w.path === '' ? 'A value' : w.path} ${w.message}.`),
  ]
  return (
    <Card title={(Object.hasOwn(titles, job.status) && titles[job.status]) || 'What ran'}>
      {warnings.length > 0 && (
        <Notice tone="warning" className="mb-2.5">
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>
                <VisibleText parts={visibleData(warning)} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {waits && <ChangedRequest job={job} />}
      {job.ran && <p className="mb-1 text-xs text-ink-2">As approved</p>}
      {command ? (
        <ArgumentVector shown={command} />
      ) : (
        <code className="block rounded-control border bg-sunken px-3 py-2.5 font-mono [overflow-wrap:anywhere]">
          <VisibleText parts={visibleData(job.task)} />
        </code>
      )}
      <p className="mt-1.5 mb-3.5 text-xs text-ink-3">
        {source(job, waits)}
        {off.length > 0 && ` Not on the command line: ${off.join(', ')}.`}
      </p>
      {job.ran && <Ran ran={job.ran} approved={command} />}
      <dl className="flex flex-col gap-2">
        <Line name="Task">
          <span className="font-mono [overflow-wrap:anywhere]">
            <VisibleText parts={visibleData(job.task)} />
          </span>
          {job.taskDescription && (
            <p className="text-ink-2">
              <VisibleText parts={visibleProse(job.taskDescription)} />
            </p>
          )}
        </Line>
        <Line name="Node">
          {job.node.name && (
            <span className="mr-1.5 font-medium">
              <VisibleText parts={visibleData(job.node.name)} />
            </span>
          )}
          <Did did={job.node.did} whole />
        </Line>
        <Line name="Parameters">
          <ParamList params={job.params} changes={changes} />
        </Line>
        {offer && (offer.cwd || offer.timeout_seconds !== null) && (
          <Line name="Runs">
            <HowItRuns offer={offer} />
          </Line>
        )}
        {(waits || job.window !== null) && (
          <Line name={waits ? 'May run' : 'Window'}>
            <WhenItRuns job={job} />
          </Line>
        )}
        {waits && job.expiresAt && (
          <Line name="Expires">
            <TimeAgo iso={job.expiresAt} />{' '}
            <span className="text-ink-3">
              <ExactTime iso={job.expiresAt} />, unless it has started by then
            </span>
          </Line>
        )}
        {offer?.risk && (
          <Line name="Risk">
            <span className={offer.risk === 'high' ? 'font-medium text-error' : undefined}>{offer.risk}</span>{' '}
            <span className="text-ink-3">as the node announced it</span>
          </Line>
        )}
        <Line name="Track record">
          <Seen job={job} />
        </Line>
        {job.approved && (
          <Line name="Approval hash">
            <ApprovalHash
              hash={job.approvalHash}
              words={job.approved.words}
              tried={job.approved.dryRun?.state === 'found'}
            />
          </Line>
        )}
      </dl>
    </Card>
  )
}
