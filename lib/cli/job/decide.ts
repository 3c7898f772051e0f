import type { Command } from 'commander'
import { confirmShown } from '@/lib/cli/confirm-shown'
import { exitCodes } from '@/lib/cli/exit'
import { type KeyOptions, withKey } from '@/lib/cli/key/enrolled-signer'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import type { HakimClient } from '@/lib/client/client'
import { statusAnswer } from '@/lib/jobs/domain/answers'
import { changesText, documentText } from './document-text'
import { cancelled, decided } from './job-answer'
import { documentOf, oneOf, readJob } from './read-job'
import { signDecision } from './sign-decision'

type DecideOptions = ServerOptions & KeyOptions & { reason?: string; yes?: boolean; withoutOwner?: boolean }

const trimmed = (reason: string | undefined): string | null => reason?.trim() || null

const outcome = (id: string, { status, lacks }: { status: string; lacks: string | null }): string =>
  `Job ${id} is ${shownLine(status)} now${lacks === null ? '' : `; it still lacks ${shownLine(lacks)}`}.`

/** `hakim job approve|reject|skip-dry-run|cancel`. */
export function registerDecisions(job: Command): void {
  withKey(overServer(job.command('approve')))
    .description('show what would be approved, ask, and approve exactly that')
    .argument('<id>', 'the job')
    .option('--reason <reason>', 'why')
    .option('--without-owner', 'in an emergency, as an administrator; needs --reason')
    .option('--yes', 'do not ask; what was approved is shown all the same')
    .action(async (id: string, options: DecideOptions, command: Command) => {
      const reason = trimmed(options.reason)
      if (options.withoutOwner && reason === null)
        command.error('error: --without-owner needs --reason', { exitCode: exitCodes.usage })
      const server = connect(command, options)
      const shown = await readJob(server, id)
      const approved = documentOf(shown, id)
      const own = shown.your_approval
      // In a line each, and named: they are the server's words beneath what is signed.
      const notes = [
        options.withoutOwner ? own?.in_emergency_on_node?.why : own?.on_node?.why,
        own?.not_signed,
      ].flatMap((note) => (note ? [shownLine(`The server says: ${note}`)] : []))
      const text = [documentText(approved, shown.reason), changesText(shown), ...notes]
        .filter(Boolean)
        .join('\n')
      const question = options.withoutOwner
        ? 'Approve exactly this without the owner?'
        : 'Approve exactly this?'
      await confirmShown({ text, question, otherwise: 'Nothing was decided.' }, options)
      const { digest } = approved
      const decision = options.withoutOwner ? 'emergency' : 'approve'
      const signed = await signDecision(server, options, { decision, digest, reason })
      const vote = { approval_hash: digest, ...(signed === null ? {} : { signed }) }
      const body = { ...vote, ...(reason === null ? {} : { reason }) }
      const answer =
        options.withoutOwner && reason !== null
          ? {
              ...(await server.ask(
                ({ POST }) =>
                  POST('/api/v1/jobs/{job_id}/break-glass', { ...oneOf(id), body: { ...vote, reason } }),
                statusAnswer,
              )),
              lacks: null,
            }
          : await server.ask(
              ({ POST }) => POST('/api/v1/jobs/{job_id}/approve', { ...oneOf(id), body }),
              decided,
            )
      print(options.json, answer, outcome(id, answer))
    })
  withKey(overServer(job.command('reject')))
    .description('reject a job, which ends it')
    .argument('<id>', 'the job')
    .requiredOption('--reason <reason>', 'why; the requester reads it')
    .action(async (id: string, options: DecideOptions, command: Command) => {
      const server = connect(command, options)
      const shown = await readJob(server, id)
      const reason = trimmed(options.reason)
      // What is signed has to be a document that was read here; without a signature a job that nobody can read is rejected, too.
      const digest = options.key === undefined ? shown.approval_hash : documentOf(shown, id).digest
      const signed = await signDecision(server, options, { decision: 'reject', digest, reason })
      const body = {
        ...{ approval_hash: digest, reason: reason ?? '' },
        ...(signed === null ? {} : { signed }),
      }
      const answer = await server.ask(
        ({ POST }) => POST('/api/v1/jobs/{job_id}/reject', { ...oneOf(id), body }),
        decided,
      )
      print(options.json, answer, outcome(id, answer))
    })
  overServer(job.command('skip-dry-run'))
    .description('go on without the dry run that a request waits for')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const call = ({ POST }: HakimClient) =>
        POST('/api/v1/jobs/{job_id}/dry-run/skip', { ...oneOf(id), body: {} })
      const answer = await connect(command, options).ask(call, statusAnswer)
      print(options.json, answer, `Job ${id} waits for no dry run any more.`)
    })
  overServer(job.command('cancel'))
    .description('cancel a job; while it runs, ask the agent to stop')
    .argument('<id>', 'the job')
    .option('--reason <reason>', 'why')
    .action(async (id: string, options: DecideOptions, command: Command) => {
      const server = connect(command, options)
      const reason = trimmed(options.reason)
      const body = reason === null ? {} : { reason }
      const answer = await server.ask(
        ({ POST }) => POST('/api/v1/jobs/{job_id}/cancel', { ...oneOf(id), body }),
        cancelled,
      )
      const text = answer.cancel_requested
        ? `The agent has been asked to stop job ${id}.`
        : `Job ${id} is ${shownLine(answer.status)} now.`
      print(options.json, answer, text)
    })
}
