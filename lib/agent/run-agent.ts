import { createCollector } from '@/lib/agent/host/collect'
import { instanceOf } from '@/lib/agent/host/instance'
import { createLog, type Log } from '@/lib/agent/host/log'
import { StartError } from '@/lib/agent/host/start-error'
import { openStateDir } from '@/lib/agent/host/state-dir'
import type { Supervisor } from '@/lib/agent/host/supervisor'
import { readSettings } from '@/lib/agent/host/task-file'
import { aborted, createWake, sleep } from '@/lib/agent/host/wait'
import { openOutbox } from '@/lib/agent/job/outbox'
import { createPoll } from '@/lib/agent/job/poll-jobs'
import { openRunningJobs } from '@/lib/agent/job/running-jobs'
import { openStartedJobs } from '@/lib/agent/job/started-jobs'
import { openTriedJobs } from '@/lib/agent/job/tried-jobs'
import { openBuffer } from '@/lib/agent/report/buffer'
import { createObserver } from '@/lib/agent/report/observe'
import { createSender } from '@/lib/agent/report/send'
import { sayTrust } from '@/lib/agent/server/announced-trust'
import { createApi } from '@/lib/agent/server/api'
import { createGreeter } from '@/lib/agent/server/greet'
import { createLink } from '@/lib/agent/server/link'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'
import { version } from '@/package.json'
import { supervisorOf, tasksOf } from './offered-tasks'

type AgentOptions = {
  /** The server's address without a trailing slash. */
  server: string
  token: string
  tasksFile: string | null
  /** Seconds between reports; null: as the server asks, else 5. */
  interval: number | null
  stateDir: string
  /** How to start this program, which also runs the built-in service. */
  self: readonly [string, ...string[]]
  /** Aborted to stop. */
  signal: AbortSignal
}

async function startService(service: Supervisor | null, log: Log): Promise<void> {
  if (service && !(await service.start(10_000))) log.error(`The service ${service.name} does not answer.`)
}

/** Repeats `step`, which also waits, until the agent stops. A bug is logged and does not end the agent. */
async function repeat(
  what: string,
  { log, signal }: { log: Log; signal: AbortSignal },
  step: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await step()
    } catch (error) {
      if (error instanceof StartError) throw error
      log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      await sleep(5_000, signal)
    }
  }
}

/** Runs until `signal` aborts. Throws StartError if it cannot start. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { server, token, signal } = options
  const log = createLog([token])
  const loop = { log, signal }
  const settings = readSettings(options.tasksFile)
  const state = openStateDir(options.stateDir, log.warn)
  const instance = instanceOf(state.path)
  const link = createLink(server, log)
  // Calls under way, such as the outcome of a stopped job, get a few more seconds.
  const late = new AbortController()
  signal.addEventListener('abort', () => setTimeout(() => late.abort(), 3_800).unref())
  const api = createApi({
    ...{ server, token, signal: late.signal },
    userAgent: `hakim-agent/${version}`,
    onAnswer: link.note,
  })
  const buffer = openBuffer(state.reports, log)
  const outbox = openOutbox(state.outbox, api, log)
  const running = openRunningJobs(state.outbox, outbox, log, options.self)
  const started = openStartedJobs(state.path, log)
  const tried = openTriedJobs(state.path, log)
  const { consent: pins } = settings
  const service = supervisorOf(settings, options.self, instance, log)
  const tasks = tasksOf(settings, service, state, log)
  const wakes = { greeting: createWake(), jobs: createWake(), retry: createWake(), sending: createWake() }
  const greeter = createGreeter({
    api,
    log,
    server,
    stateDir: state.path,
    offers: tasks.map(({ offer }) => offer),
    pins,
    onConfirmed: () => wakes.sending.wake(),
    onAnnounced: () => wakes.jobs.wake(),
  })
  link.onReturn(() => {
    wakes.greeting.wake()
    wakes.retry.wake()
  })
  log.info(
    `Hakim agent ${version}, process ${process.pid}, instance ${instance.id.slice(0, 8)}, for ${server}, state in ${state.path}.`,
  )

  if (isPlainHttp(server))
    log.warn('Token, reports and jobs are sent unencrypted, as --insecure-http allows.')
  sayTrust(pins, log)

  const serviceUp = startService(service, log)
  const intervalSeconds = (): number => options.interval ?? greeter.askedInterval() ?? 5
  const observing = createCollector(state.path).then(async (collector) => {
    await serviceUp
    return createObserver({
      ...{ collector, settings, service, buffer, log, version },
      cacheDir: state.cache,
      nodeDid: greeter.nodeDid,
      intervalSeconds,
    })
  })
  const send = createSender({ api, buffer, log, signal })
  const poll = createPoll({ api, log, outbox, running, started, tried, tasks, pins, signal, instance })

  await Promise.all([
    repeat('reports', loop, async () => {
      const started = performance.now()
      const observe = await observing
      await observe()
      wakes.sending.wake()
      const every = intervalSeconds() * 1_000
      await sleep(Math.max(100, every - (performance.now() - started)), signal)
    }),
    repeat('sending', loop, async () => {
      const did = greeter.confirmedDid()
      const pause = did === null ? null : await send(did)
      if (pause === null) await wakes.sending.wait(60_000, signal)
      else if (pause > 0) await wakes.retry.wait(pause, signal)
    }),
    repeat('greeting', loop, async () => wakes.greeting.wait(await greeter.greet(), signal)),
    repeat('state folder', loop, async () => {
      state.keep()
      await sleep(5_000, signal)
    }),
    repeat('jobs', loop, async () => {
      await serviceUp
      const did = greeter.announcedDid()
      if (did === null) await wakes.jobs.wait(60_000, signal)
      else await sleep(await poll(did), signal)
    }),
    aborted(signal).then(() => {
      log.info('Stopping.')
      return service?.stop(1_500)
    }),
  ])
  buffer.close()
  state.release()
  log.info('Stopped.')
}
