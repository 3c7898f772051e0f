import type { Instance } from '@/lib/agent/host/instance'
import type { Log } from '@/lib/agent/host/log'
import type { StateDir } from '@/lib/agent/host/state-dir'
import { createSupervisor, type Supervisor } from '@/lib/agent/host/supervisor'
import type { AgentTask } from '@/lib/agent/host/task'
import type { Settings } from '@/lib/agent/host/task-file'
import { commandTask } from '@/lib/agent/job/command-task'
import { clearCache } from '@/lib/agent/job/task-clear-cache'
import { collectDiagnostics } from '@/lib/agent/job/task-collect-diagnostics'
import { restartService } from '@/lib/agent/job/task-restart-service'
import { version } from '@/package.json'

/** What keeps the service of the settings running; null where there is none. `self`: how to start the agent, which has a service built in. */
export function supervisorOf(
  { service, folder }: Settings,
  self: readonly [string, ...string[]],
  instance: Instance,
  log: Log,
): Supervisor | null {
  if (service === false) return null
  const { name, command, cwd = folder, port = null } = service
  const mark = `service-${instance.id}`
  return command
    ? createSupervisor({ name, argv: command, cwd, mark, port }, log)
    : createSupervisor(
        { name, argv: [...self, '--service', name], cwd, mark, port: 'announced', builtin: true },
        log,
      )
}

/** What the node offers: the tasks of its file, and the built-in ones. */
export function tasksOf(
  settings: Settings,
  service: Supervisor | null,
  state: StateDir,
  log: Log,
): AgentTask[] {
  const own = dryRunsAllowed(settings, log).map((task) =>
    commandTask(task, settings.folder, settings.secrets),
  )
  if (!settings.builtin) return own
  const startedAt = Date.now()
  const agent = () => ({
    version,
    pid: process.pid,
    node: process.version,
    uptime_seconds: Math.round((Date.now() - startedAt) / 1_000),
    state_dir: state.path,
    service: service ? { name: service.name, pid: service.pid() } : null,
  })
  const builtin = [
    collectDiagnostics({ log, cacheDir: state.cache, agent }),
    clearCache(state.cache),
    ...(service ? [restartService(service)] : []),
  ]
  // A task of the file replaces the built-in one with the same name.
  const names = own.map(({ offer }) => offer.name)
  return [...own, ...builtin.filter(({ offer }) => !names.includes(offer.name))]
}

/** A node that pins keys runs nothing unsigned, unless its tasks file says so. */
function dryRunsAllowed({ tasks, consent }: Settings, log: Log): Settings['tasks'] {
  const names = tasks.filter(({ dry_run }) => dry_run).map(({ name }) => name)
  if (names.length === 0 || !consent || consent.dry_runs) return tasks
  log.warn(
    `No dry run of ${names.join(', ')} is offered: nobody signs a dry run, and consent.dry_runs is not true.`,
  )
  return tasks.map(({ dry_run: _, ...task }) => task)
}
