import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { JobDetail, ShownDryRun } from '@/lib/board/domain/job-page'
import { isStatusIn } from '@/lib/kernel/job-status'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'
import { ArgumentVector } from './argument-vector'
import { changedLines, DryRunLines, mostAtFirst, plainLines } from './dry-run-lines'

const hows = {
  timed_out: 'It took too long and was ended; this is what it had said by then.',
  not_started: 'It could not be started, so nobody knows what would change.',
  interrupted: 'The agent ended while it ran, so nobody knows what would change.',
} as const

/** How a dry run ended, where that is not well. */
function Ended({ result }: { result: DryRunResult }) {
  const { how, exit_code } = result
  if (how === 'ended' && exit_code === 0) return null
  const said =
    how === 'ended'
      ? `It failed with ${exit_code === null ? 'a signal' : `exit code ${exit_code}`}.`
      : hows[how]
  return (
    <Notice tone="warning" className="mb-2.5">
      {said}
    </Notice>
  )
}

function Found({ shown }: { shown: ShownDryRun & { state: 'found' } }) {
  const { result, before } = shown
  return (
    <>
      <Ended result={result} />
      {result.output === '' ? (
        <p className="text-ink-2">It said nothing.</p>
      ) : (
        <DryRunLines lines={plainLines(result.output)} />
      )}
      {before !== null && <Before before={before} result={result} />}
      {result.ran && (
        <details className="mt-2">
          <summary className="cursor-pointer text-xs text-ink-2">
            Found out by a command of the node’s tasks file, which changes nothing, as its owner has declared
          </summary>
          <div className="mt-1.5">
            <ArgumentVector
              label="Command of the dry run"
              shown={result.ran.map((text) => ({ pieces: [{ text, param: null }], missing: [] }))}
            />
          </div>
        </details>
      )}
    </>
  )
}

/** What a request would change, as its node found out before anybody decides: part of what is approved. Nothing if nobody asked. */
export function DryRunCard({ job, skip }: { job: JobDetail; skip: Action }) {
  const shown = job.approved?.dryRun ?? null
  if (shown === null) return null
  const pending = isStatusIn('decidable', job.status)
  if (!pending && shown.state !== 'found' && shown.state !== 'wrong') return null
  return (
    <Card
      title={pending ? 'What would change' : 'What would have changed'}
      aside={
        shown.state === 'found' && (job.sample ? 'sample: no command ran' : <FoundAt result={shown.result} />)
      }
    >
      {shown.state === 'found' && <Found shown={shown} />}
      {shown.state === 'wrong' && (
        <Notice tone="error">
          This cannot be shown: {shown.why}. Somebody has changed it in the database; have the log verified.
        </Notice>
      )}
      {shown.state === 'given_up' && (
        <p className="text-ink-2">
          Nobody knows: the node did not say so in time, or somebody went on without it. An approval covers no
          dry run.
        </p>
      )}
      {shown.state === 'waiting' && (
        <div className="flex flex-col items-start gap-2.5">
          <p role="status">
            The node is finding out. Approvals wait for that until <ExactTime iso={shown.until} />, or until
            somebody goes on without it.
          </p>
          {job.refusals.skipDryRun === null && (
            <SendForm
              action={skip}
              beside={{ jobId: job.jobId }}
              className="flex flex-col items-start gap-2.5"
            >
              <SubmitButton busy="Going on…">Go on without it</SubmitButton>
              <FormNotes shown={[]} />
            </SendForm>
          )}
        </div>
      )}
    </Card>
  )
}

/** How it differs from the revision before, unfolded where that is quickly read. */
function Before({ before, result }: { before: DryRunResult; result: DryRunResult }) {
  const changes = changedLines(before.output, result.output)
  const count = (kind: string): number => changes.filter((one) => one.kind === kind).length
  const [gone, fresh] = [count('gone'), count('new')]
  if (gone + fresh === 0)
    return (
      <p className="mt-2 text-xs text-ink-2">The same as before the change (revision {before.revision}).</p>
    )
  return (
    <details className="mt-2" open={gone + fresh <= mostAtFirst}>
      <summary className="cursor-pointer text-xs text-ink-2">
        Unlike before the change (revision {before.revision}):{' '}
        <span className="font-medium text-error">{gone} gone</span>,{' '}
        <span className="font-medium text-healthy">{fresh} new</span>
      </summary>
      <div className="mt-1.5">
        <DryRunLines lines={changes} marked />
      </div>
    </details>
  )
}

const FoundAt = ({ result }: { result: DryRunResult }) => (
  <>
    tried <TimeAgo iso={result.started_at} />
  </>
)
