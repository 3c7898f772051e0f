import type { Supervisor } from '@/lib/agent/host/supervisor'
import type { AgentTask } from '@/lib/agent/host/task'

const graceMs = 5_000
const patienceMs = 10_000

/** Stops the supervised service and starts it again; done when it answers. The result has both process ids. */
export function restartService(service: Supervisor): AgentTask {
  return {
    offer: {
      name: 'restart_service',
      risk: 'medium',
      title: 'Restart a service',
      description:
        'Ends the service with SIGTERM (SIGKILL after 5 s), starts it again and waits until it answers.',
      params: {
        type: 'object',
        properties: { service_name: { type: 'string', title: 'Service', enum: [service.name] } },
        required: ['service_name'],
        additionalProperties: false,
      },
      command: ['(built in)', 'restart_service', '{service_name}'],
    },
    run: async ({ say, progress, signal }) => {
      const before = service.pid()
      say('system', before === null ? `${service.name} is not running` : `${service.name} runs as ${before}`)
      progress(10, 'Stopping')
      await service.stop(graceMs)
      if (before !== null) say('system', `process ${before} has ended`)
      if (signal.aborted)
        return { ok: false, message: `Called off after ${service.name} was stopped; it is not running.` }
      progress(50, 'Starting')
      const started = performance.now()
      const answers = await service.start(patienceMs)
      const after = service.pid()
      const result = { service_name: service.name, pid_before: before, pid_after: after, answers }
      if (!answers)
        return {
          ok: false,
          message: `${service.name} does not answer ${patienceMs / 1_000} s after its start.`,
          result,
        }
      const took = Math.round(performance.now() - started)
      say('system', `process ${after} answers after ${took} ms`)
      progress(100, 'Answers')
      return { ok: true, message: `${service.name} runs as process ${after} and answers`, result }
    },
  }
}
