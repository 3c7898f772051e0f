import type { Command } from 'commander'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import type { HakimClient } from '@/lib/client/client'
import { followedAnswer } from '@/lib/jobs/domain/answers'
import { oneOf } from './read-job'

/** `hakim job follow|unfollow`. */
export function registerFollow(job: Command): void {
  overServer(job.command('follow'))
    .description('be told of a job as its requester is, and of comments, until it is over')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const call = ({ PUT }: HakimClient) => PUT('/api/v1/jobs/{job_id}/follow', oneOf(id))
      const answer = await connect(command, options).ask(call, followedAnswer)
      print(options.json, answer, `You follow job ${id}.`)
    })
  overServer(job.command('unfollow'))
    .description('stop following a job; of your own you are told all the same')
    .argument('<id>', 'the job')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const call = ({ DELETE }: HakimClient) => DELETE('/api/v1/jobs/{job_id}/follow', oneOf(id))
      const answer = await connect(command, options).ask(call, followedAnswer)
      print(options.json, answer, `You do not follow job ${id}.`)
    })
}
