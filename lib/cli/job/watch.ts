import type { Command } from 'commander'
import { sleep } from '@/lib/agent/host/wait'
import { CommandError } from '@/lib/cli/exit'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { hasEnded } from '@/lib/kernel/job-status'
import type { OneJob } from './job-answer'
import { readJob } from './read-job'

const pauseMs = 2_000

const lineOf = ({ status, progress: { percent, message } }: OneJob): string =>
  [status, ...(percent === null ? [] : [`${percent}%`]), ...(message === null ? [] : [message])]
    .map(shownLine)
    .join(' · ')

/** `hakim job watch`. */
export function registerWatch(job: Command): void {
  overServer(job.command('watch'))
    .description('say how a job goes until it ends; the exit code is 0 if it was completed')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const server = connect(command, options)
      let said = ''
      for (;;) {
        const now = await readJob(server, id)
        const line = lineOf(now)
        if (line !== said) print(options.json, { status: now.status, ...now.progress }, line)
        said = line
        if (hasEnded(now.status)) {
          if (now.status !== 'Completed')
            throw new CommandError(`Job ${id} ended as ${shownLine(now.status)}.`)
          return
        }
        await sleep(pauseMs)
      }
    })
}
