import { resolve } from 'node:path'
import { giveSecrets, type SecretFiles } from '@/lib/agent/host/secrets'
import type { AgentTask, Outcome, TaskRun } from '@/lib/agent/host/task'
import type { CommandTask } from '@/lib/agent/host/task-file'
import { withoutAnsi } from '@/lib/kernel/text/ansi'
import { buildCommand } from '@/lib/tasks/domain/built-command'
import { createLastLine } from './last-line'
import { type CommandEnd, runCommand } from './run-command'
import { tryOut } from './try-out'

const progressLine = /^::progress (\d{1,3})(?:\.\d+)?%?(?: (.*))?$/

/** Parses `::progress 40 copying files`, which a command may print; null for any other line. */
function progressOf(line: string): { percent: number; message?: string } | null {
  const match = progressLine.exec(line)
  if (!match) return null
  const percent = Math.min(100, Number(match[1]))
  return match[2] ? { percent, message: match[2] } : { percent }
}

function outcomeOf(end: CommandEnd, program: string, timeoutSeconds: number, tail: string): Outcome {
  const result = { exit_code: end.exitCode, signal: end.exitSignal, duration_seconds: end.seconds }
  if (end.how === 'failed')
    return { ok: false, message: `${program} could not be started: ${end.error}.`, result }
  if (end.how === 'timeout')
    return {
      ok: false,
      message: `${program} was stopped because it took longer than ${timeoutSeconds} s.${tail}`,
      result,
    }
  if (end.how === 'stopped') return { ok: false, message: `${program} was stopped by the agent.`, result }
  if (end.exitCode === 0) return { ok: true, message: `${program} succeeded in ${end.seconds} s`, result }
  const code = end.exitCode === null ? `by signal ${end.exitSignal}` : `with exit code ${end.exitCode}`
  return { ok: false, message: `${program} ended ${code}.${tail}`, result }
}

/** A task of the tasks file: runs its command with the job's parameters and the secrets that they name, without a shell. */
export function commandTask(task: CommandTask, folder: string, secrets: SecretFiles): AgentTask {
  const offer = { ...task, cwd: resolve(folder, task.cwd ?? '.') }
  const run = async ({ jobId, params, signal, say, spawned, progress }: TaskRun): Promise<Outcome> => {
    const built = buildCommand(task.command, task.params, params)
    if (!built.ok) return { ok: false, message: `params.${built.param} ${built.message}.` }
    const given = giveSecrets(task.params, params, secrets, folder)
    if (!given.ok) return { ok: false, message: `params.${given.param} ${given.message}` }
    const last = createLastLine()
    const end = await runCommand({
      jobId,
      argv: built.argv,
      cwd: offer.cwd,
      env: given.env,
      timeoutMs: task.timeout_seconds * 1_000,
      graceMs: 1_500,
      signal,
      onStart: spawned,
      onLine: (stream, text) => {
        const line = given.hide(text)
        const reported = stream === 'stdout' ? progressOf(withoutAnsi(line)) : null
        if (reported) return progress(reported.percent, reported.message)
        last.note(stream, line)
        say(stream, line)
      },
    })
    const ended = outcomeOf(end, built.argv[0], task.timeout_seconds, last.sentence())
    const outcome = end.how === 'failed' ? ended : { ...ended, ran: built.argv }
    if (end.left.length === 0) return outcome
    return {
      ...outcome,
      message: `${outcome.message} Still running: ${end.left.join(', ')}.`,
      left: end.left,
    }
  }
  const { dry_run } = task
  return { offer, run, ...(dry_run && { tryOut: tryOut(dry_run, task.params, offer.cwd) }) }
}
