import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { withoutAnsi } from '@/lib/kernel/text/ansi'
import { registerDecisions } from './decide'
import { changesText, documentText } from './document-text'
import { type ListedJob, type LogPage, listedJobs, logPage, type OneJob } from './job-answer'
import { documentOf, jobPath, readJob } from './read-job'
import { registerRequest } from './request'
import { statusText } from './status-text'
import { registerWatch } from './watch'

/** What narrows a list, as the API names it. */
const filters = {
  status: 'statuses with commas between them, open, bad, or waiting: what waits for you',
  node: 'those of one node, by its DID',
  task: 'those of one task',
  requester: 'those that somebody requested, by their DID',
  q: 'a text in task, node, reason, parameters or messages, or the first digits of an id',
  needs: 'information: their requester has to answer first',
  sort: 'newest or oldest',
  limit: 'how many, up to 1000',
} as const

type ListOptions = ServerOptions & { [Name in keyof typeof filters]?: string }

/** `hakim job`: jobs of a server, which need no database here. */
export function registerJob(program: Command): void {
  const job = program.command('job').description('jobs: read, request, approve, reject and cancel them')
  const list = overServer(job.command('list')).description('list jobs, the newest 50 unless told otherwise')
  for (const [name, what] of Object.entries(filters)) list.option(`--${name} <${name}>`, what)
  list.action(async (options: ListOptions, command: Command) => {
    const query = new URLSearchParams(
      Object.keys(filters).flatMap((name) => {
        const value = Object.entries(options).find(([option]) => option === name)?.[1]
        return typeof value === 'string' && value !== '' ? [[name, value]] : []
      }),
    )
    const answer = await connect(command, options).ask('GET', `/jobs?${query}`, listedJobs)
    const lines = answer.jobs.map(lineOf)
    if (answer.next_cursor !== null) lines.push('There are more; narrow the list, or give a higher --limit.')
    print(options.json, answer, lines.length > 0 ? lines.join('\n') : 'There are no such jobs.')
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
        const page: LogPage = await server.ask('GET', jobPath(id, `/log?after=${after}&limit=500`), logPage)
        for (const line of page.lines)
          print(options.json, line, `${line.at} ${line.stream} ${shownLine(withoutAnsi(line.line))}`)
        after = page.next_after
      }
    })
  registerRequest(job)
  registerDecisions(job)
  registerWatch(job)
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
