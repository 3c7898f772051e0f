import { type Command, InvalidArgumentError } from 'commander'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { parseLossless, problemText } from '@/lib/signing/domain/strict'
import { requestedJob } from './job-answer'

function parseParams(text: string): JsonObject {
  const json = parseLossless(text)
  if (!json.ok) throw new InvalidArgumentError(`It ${problemText(json.problem)}.`)
  if (!isJsonObject(json.value)) throw new InvalidArgumentError('Give a JSON object such as {"days": 30}.')
  return json.value
}

type Options = ServerOptions & {
  node: string
  task: string
  params: JsonObject
  reason: string
  dryRun?: true
}

/** `hakim job request`. */
export function registerRequest(job: Command): void {
  overServer(job.command('request'))
    .description('request maintenance and print the id of the job')
    .requiredOption('--node <did>', 'the DID of the node')
    .requiredOption('--task <task>', 'a task that it offers')
    .option('--params <json>', 'parameters of the task, as a JSON object', parseParams, {})
    .option('--dry-run', 'have the node find out first what would change; approvals wait for that')
    .requiredOption('--reason <reason>', 'why; the approvers read it')
    .action(async (options: Options, command: Command) => {
      const body = {
        ...{ target_node_did: options.node, task_name: options.task },
        ...{ params: options.params, reason: options.reason },
        ...(options.dryRun && { dry_run: true }),
      }
      const made = await connect(command, options).ask(
        ({ POST }) => POST('/api/v1/jobs', { body }),
        requestedJob,
      )
      print(options.json, made, shownLine(made.job_id))
    })
}
