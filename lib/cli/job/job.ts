import { type Command, Option } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import type { operations } from '@/lib/client/api-types'
import type { HakimClient } from '@/lib/client/client'
import { withoutAnsi } from '@/lib/kernel/text/ansi'
import { registerDecisions } from './decide'
import { changesText, documentText } from './document-text'
import { registerFollow } from './follow'
import { type ListedJob, type LogPage, listedJobs, logPage, type OneJob } from './job-answer'
import { documentOf, readJob } from './read-job'
import { registerRequest } from './request'
import { statusText } from './status-text'
import { registerWatch } from './watch'

type ListOptions = ServerOptions & NonNullable<operations['listJobs']['parameters']['query']>

/** `hakim job`: jobs of a server, which need no database here. */
export function registerJob(program: Command): void {
  const job = program
    .command('job')
    .description('jobs: read, request, approve, reject, cancel and follow them')
  overServer(job.command('list'))
    .description('list jobs, the newest 50 unless told otherwise')
    .option(
      '--status <statuses>',
      'statuses with commas between them, open, bad, or waiting: what waits for you',
    )
    .option('--node <did>', 'those of one node')
    .option('--task <task>', 'those of one task')
    .option('--requester <did>', 'those that somebody requested')
    .option('--q <text>', 'a text in task, node, reason, parameters or messages, or an id’s first digits')
    .addOption(
      new Option('--needs <what>', 'their requester has to answer a question first').choices(['information']),
    )
    .addOption(new Option('--sort <order>', 'which come first').choices(['newest', 'oldest']))
    .option('--limit <n>', 'how many, up to 1000', Number)
    .action(async ({ json, server, tokenFile, ...query }: ListOptions, command: Command) => {
      const hakim = connect(command, { server, tokenFile })
      const answer = await hakim.ask(({ GET }) => GET('/api/v1/jobs', { params: { query } }), listedJobs)
      const lines = answer.jobs.map(lineOf)
      if (answer.next_cursor !== null)
        lines.push('There are more; narrow the list, or give a higher --limit.')
      print(json, answer, lines.join('\n') || 'There are no such jobs.')
    })
  overServer(job.command('show'))
    .description('show one job: what an approval of it covers, and who voted')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const shown = await readJob(connect(command, options), id)
      const parts = [coveredText(shown, id), changesText(shown), statusText(shown)]
      print(options.json, shown, parts.filter(Boolean).join('\n'))
    })
  overServer(job.command('log'))
    .description('print the log of a job')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const server = connect(command, options)
      for (let after: number | null = 0; after !== null; ) {
        const params = { path: { job_id: id }, query: { after, limit: 500 } }
        const call = ({ GET }: HakimClient) => GET('/api/v1/jobs/{job_id}/log', { params })
        const page: LogPage = await server.ask(call, logPage)
        for (const line of page.lines)
          print(options.json, line, `${line.at} ${line.stream} ${shownLine(withoutAnsi(line.line))}`)
        after = page.next_after
      }
    })
  registerRequest(job)
  registerDecisions(job)
  registerWatch(job)
  registerFollow(job)
}

/** A job may have no document that can be read here; it is shown all the same. */
function coveredText(shown: OneJob, id: string): string {
  try {
    return documentText(documentOf(shown, id), shown.reason)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return error.message
  }
}

const lineOf = (job: ListedJob): string =>
  [job.job_id, job.status, job.task_name, job.target_node_did, job.requester_did, job.created_at ?? '']
    .map(shownLine)
    .join(' · ')
