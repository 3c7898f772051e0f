import { type Command, Option } from 'commander'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import type { operations } from '@/lib/client/api-types'
import { acknowledgedAlert, listedAlerts, madeSilence } from './alert-answer'
import { registerAlertRule } from './alert-rule'
import { alertLine } from './alert-text'
import { durationMs } from './duration'

type ListOptions = ServerOptions & NonNullable<operations['listAlerts']['parameters']['query']>
type SilenceOptions = ServerOptions & {
  rule?: string
  node?: string
  label?: string
  for: number
  reason: string
}

/** `hakim alert`: what fires, and by which rules. */
export function registerAlert(program: Command): void {
  const alert = program.command('alert').description('alerts: list, acknowledge, silence; alert rules')
  overServer(alert.command('list'))
    .description('list what is firing, newest first')
    .addOption(
      new Option('--state <state>', 'which alerts')
        .choices(['firing', 'silenced', 'ended', 'all'])
        .default('firing'),
    )
    .option('--node <did>', 'only those of this node')
    .option('--limit <n>', 'at most so many, up to 200', Number, 50)
    .action(async ({ json, server, tokenFile, ...query }: ListOptions, command: Command) => {
      const hakim = connect(command, { server, tokenFile })
      const answer = await hakim.ask(({ GET }) => GET('/api/v1/alerts', { params: { query } }), listedAlerts)
      print(json, answer, answer.alerts.map(alertLine).join('\n') || 'There are no such alerts.')
    })
  overServer(alert.command('ack'))
    .description('acknowledge an alert: nobody else is notified of it')
    .argument('<id>', 'the alert')
    .option('--text <text>', 'a note on what is being done', '')
    .action(async (id: string, options: ServerOptions & { text: string }, command: Command) => {
      const call = { params: { path: { alert_id: id } }, body: { text: options.text } }
      const done = await connect(command, options).ask(
        ({ POST }) => POST('/api/v1/alerts/{alert_id}/acknowledge', call),
        acknowledgedAlert,
      )
      print(options.json, done, `Acknowledged ${shownLine(done.alert_id)}.`)
    })
  overServer(alert.command('silence'))
    .description('notify nobody of alerts of a rule, a node or nodes with a label, for a time')
    .option('--rule <id>', 'the rule; without it, all rules')
    .option('--node <did>', 'the node')
    .option('--label <key:value>', 'nodes with this label')
    .requiredOption('--for <time>', 'for how long, such as 30m, 4h or 2d', durationMs)
    .requiredOption('--reason <text>', 'why')
    .action(async (options: SilenceOptions, command: Command) => {
      const body = {
        ...{ rule_id: options.rule ?? null, node_did: options.node ?? null, label: options.label ?? null },
        ...{ reason: options.reason, until: new Date(Date.now() + options.for).toISOString() },
      }
      const done = await connect(command, options).ask(
        ({ POST }) => POST('/api/v1/alert-silences', { body }),
        madeSilence,
      )
      print(options.json, done, `Silenced, by ${shownLine(done.silence_id)}.`)
    })
  registerAlertRule(alert)
}
