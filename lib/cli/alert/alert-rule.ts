import type { Command } from 'commander'
import { print } from '@/lib/cli/result'
import { connect, overServer, type Server, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { listedRules, savedRule, testedRule } from './alert-answer'
import { ruleLine } from './alert-text'
import { type RuleOfFile, readRules } from './rule-file'

/** `hakim alert rule`: the rules, from and into files. */
export function registerAlertRule(alert: Command): void {
  const rule = alert.command('rule').description('alert rules: list, apply from a file, test, remove')
  overServer(rule.command('list'))
    .description('list alert rules; with --json in the form that "apply" reads')
    .action(async (options: ServerOptions, command: Command) => {
      const answer = await connect(command, options).ask(({ GET }) => GET('/api/v1/alert-rules'), listedRules)
      print(options.json, answer, answer.rules.map(ruleLine).join('\n') || 'There are no alert rules.')
    })
  overServer(rule.command('apply'))
    .description('save the rules of a JSON file: those with a rule_id are replaced, others are created')
    .argument('<file>', 'one rule, a list of rules, or {"rules": […]}')
    .action(async (file: string, options: ServerOptions, command: Command) => {
      const rules = readRules(file)
      const server = connect(command, options)
      const saved = []
      for (const one of rules) saved.push(await save(server, one))
      const lines = saved.map(
        ({ rule_id, created }) => `${created ? 'Created' : 'Replaced'} ${shownLine(rule_id)}.`,
      )
      print(options.json, { rules: saved }, lines.join('\n') || 'The file has no rules.')
    })
  overServer(rule.command('test'))
    .description('send a test message to everyone whom the rule would notify')
    .argument('<id>', 'the rule')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const answer = await connect(command, options).ask(
        ({ POST }) => POST('/api/v1/alert-rules/{rule_id}/test', oneOf(id)),
        testedRule,
      )
      const lines = answer.deliveries.map(({ name, kind, state, answer: words }) =>
        [state, kind, name, words ?? ''].map(shownLine).join('  ').trimEnd(),
      )
      print(
        options.json,
        answer,
        lines.join('\n') || 'Nobody would be notified: no channel matches this rule.',
      )
    })
  overServer(rule.command('remove'))
    .description('delete a rule; its past alerts stay in the history')
    .argument('<id>', 'the rule')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const done = await connect(command, options).ask(
        ({ DELETE }) => DELETE('/api/v1/alert-rules/{rule_id}', oneOf(id)),
        savedRule,
      )
      print(options.json, done, `Removed ${shownLine(done.rule_id)}.`)
    })
}

const oneOf = (id: string) => ({ params: { path: { rule_id: id } } })

async function save(
  server: Server,
  { id, body }: RuleOfFile,
): Promise<{ rule_id: string; created: boolean }> {
  const { rule_id } = await server.ask(
    ({ POST, PUT }) =>
      id === null
        ? POST('/api/v1/alert-rules', { body })
        : PUT('/api/v1/alert-rules/{rule_id}', { ...oneOf(id), body }),
    savedRule,
  )
  return { rule_id, created: id === null }
}
