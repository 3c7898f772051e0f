import type { Supervisor } from '@/lib/agent/host/supervisor'
import type { AgentTask } from '@/lib/agent/host/task'

const graceMs = 5_000
const patienceMs = 10_000

const started = ({ command }: Supervisor): string[] =>
  command === null ? [] : ['--', ...command.map((part) => part.replace(/\{([A-Za-z_]\w*)\}/g, '{{$1}}'))]

/** Stops the supervised service, starts it, and waits until it answers. The result has both process ids. */
export function restartService(service: Supervisor): AgentTask {
  return {
    offer: {
      name: 'restart_service',
      builtin: { name: 'restart_service', version: 1 },
      risk: 'medium',
      title: 'Restart a service',
      description:
        'Stops the service with SIGTERM (SIGKILL after 5 s), starts it and waits until it answers.',
      params: {
        type: 'object',
        properties: { service_name: { type: 'string', title: 'Service', enum: [service.name] } },
        required: ['service_name'],
        additionalProperties: false,
      },
      // Also what is started then, so that an approval covers it.
      command: ['(built in)', 'restart_service', '{service_name}', ...started(service)],
    },
    run: async ({ say, progress, signal }) => {
      const before = service.pid()
      say(
        'system',
        before === null
          ? `${service.name} is not running`
          : `${service.name} is running as process ${before}`,
      )
      progress(10, 'Stopping')
      await service.stop(graceMs)
      if (before !== null) say('system', `process ${before} ended`)
      if (signal.aborted)
        return { ok: false, message: `Stopped before ${service.name} was started; it is not running.` }
      progress(50, 'Starting')
      const started = performance.now()
      const answers = await service.start(patienceMs)
      const after = service.pid()
      const result = { service_name: service.name, pid_before: before, pid_after: after, answers }
      if (!answers)
        return {
          ok: false,
          message: `${service.name} did not answer within ${patienceMs / 1_000} s of starting.`,
          result,
        }
      const took = Math.round(performance.now() - started)
      say('system', `process ${after} answered after ${took} ms`)
      progress(100, 'Running')
      return { ok: true, message: `${service.name} is running as process ${after} and answers`, result }
    },
  }
}
