import type { AgentTask, Tried } from '@/lib/agent/host/task'
import type { CommandTask } from '@/lib/agent/host/task-file'
import { buildCommand } from '@/lib/tasks/domain/built-command'
import { parseParams } from '@/lib/tasks/domain/task'
import { createBoundedText } from './bounded-text'
import { type CommandEnd, runCommand } from './run-command'

const hows: Readonly<Record<CommandEnd['how'], Tried['how']>> = {
  ...{ ended: 'ended', timeout: 'timed_out', stopped: 'interrupted', failed: 'not_started' },
}

const notStarted = (why: string): Tried => ({
  ...{
    ran: null,
    how: 'not_started',
    exit_code: null,
    output: `${why}\n`,
    omitted_lines: 0,
    seconds: 0,
    left: [],
  },
})

/**
 * How to find out what a task would change. Nobody has approved it, so the command gets no values of secrets, only their names, as
 * everybody sees them.
 */
export const tryOut =
  (
    { command, timeout_seconds }: NonNullable<CommandTask['dry_run']>,
    schema: CommandTask['params'],
    cwd: string,
  ): NonNullable<AgentTask['tryOut']> =>
  async ({ id, params, signal, spawned }) => {
    const fit = parseParams(schema, params)
    if (!fit.ok) return notStarted(fit.problems.map(({ path, message }) => `${path} ${message}`).join('; '))
    const built = buildCommand(command, schema, params)
    if (!built.ok) return notStarted(`params.${built.param} ${built.message}`)
    const text = createBoundedText()
    const end = await runCommand({
      ...{ jobId: id, argv: built.argv, cwd, timeoutMs: timeout_seconds * 1_000, graceMs: 1_500, signal },
      onStart: spawned,
      onLine: (_, line) => text.add(line),
    })
    if (end.how === 'failed') return notStarted(`${built.argv[0]} could not be started: ${end.error}`)
    const { output, omitted } = text.take()
    return {
      ran: built.argv,
      how: hows[end.how],
      // Whatever a command says that had to be ended, it has not finished.
      exit_code: end.how === 'ended' ? end.exitCode : null,
      output,
      omitted_lines: omitted,
      seconds: end.seconds,
      left: end.left,
    }
  }
