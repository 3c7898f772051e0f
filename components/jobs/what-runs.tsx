import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Did } from '@/components/ui/did'
import { Notice } from '@/components/ui/notice'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { windowText } from '@/lib/jobs/domain/window-text'
import { windowOffsets } from '@/lib/jobs/domain/zone-check'
import { isStatusIn } from '@/lib/kernel/job-status'
import { textWarnings, visibleData, visibleProse } from '@/lib/kernel/text/visible-text'
import { paramsOffCommand, shownCommand } from '@/lib/tasks/domain/command-line'
import { paramChanges } from '@/lib/tasks/domain/param-changes'
import { ArgumentVector } from './argument-vector'
import { ParamList } from './param-list'
import { ZoneCheck } from './zone-check'

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)

function Seen({ job }: { job: JobDetail }) {
  const { completed, failed } = job.record
  if (completed + failed === 0) return <>never run on this node</>
  return (
    <>
      <span className={completed > 0 ? 'font-medium text-healthy' : undefined}>{completed} completed</span>
      {', '}
      <span className={failed > 0 ? 'font-medium text-error' : undefined}>{failed} failed</span>{' '}
      <span className="text-ink-3">on this node</span>
    </>
  )
}

/** The window in words, or that there is none. */
function WhenItRuns({ job }: { job: JobDetail }) {
  if (job.window === null) return <>as soon as it is approved; one job at a time on this node</>
  const [opens, closes] = [Date.parse(job.window.start), Date.parse(job.window.end)]
  const now = Date.now()
  return (
    <>
      on <span className="font-medium">{windowText(job.window)}</span>{' '}
      <span className="text-ink-3">
        {now < opens ? (
          <>
            opens <TimeAgo iso={job.window.start} />
          </>
        ) : now < closes ? (
          <>
            open now, closes <TimeAgo iso={job.window.end} />
          </>
        ) : (
          'has passed'
        )}
      </span>
      {now < closes && <ZoneCheck window={job.window} offsets={windowOffsets(job.window)} />}
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

/** Exactly what would be approved: command, node, parameters, what differs, the track record and the hash. */
export function WhatRuns({ job }: { job: JobDetail }) {
  const command = job.command && shownCommand(job.command, job.params)
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
      {command ? (
        <ArgumentVector shown={command} />
      ) : (
        <code className="block rounded-control border bg-sunken px-3 py-2.5 font-mono [overflow-wrap:anywhere]">
          <VisibleText parts={visibleData(job.task)} />
        </code>
      )}
      <p className="mt-1.5 mb-3.5 text-xs text-ink-3">
        {command
          ? 'As the node announces it now; runs without a shell. Each underline is one argument.'
          : 'The node has not announced its command for this task; it receives this name and the parameters below.'}
        {off.length > 0 && ` Not on the command line: ${off.join(', ')}.`}
      </p>
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
        {job.risk && (
          <Line name="Risk">
            <span className={job.risk === 'high' ? 'font-medium text-error' : undefined}>{job.risk}</span>{' '}
            <span className="text-ink-3">as the node announced it</span>
          </Line>
        )}
        <Line name="Track record">
          <Seen job={job} />
        </Line>
        <Line name="Approval hash">
          <span className="inline-flex items-center gap-1">
            <span className="font-mono" title={`sha256:${job.approvalHash}`}>
              sha256:{job.approvalHash.slice(0, 4)}…{job.approvalHash.slice(-4)}
            </span>
            <CopyButton text={`sha256:${job.approvalHash}`} label="Copy the full approval hash" />
          </span>{' '}
          <span className="text-ink-3">
            covers node, task, parameters, window and expiry; an approval is valid only for this exact hash
          </span>
        </Line>
      </dl>
    </Card>
  )
}
