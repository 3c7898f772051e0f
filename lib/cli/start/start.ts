import type { Command } from 'commander'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { explain } from '@/lib/cli/exit'
import type { Host } from '@/lib/cli/host'
import { startAgent } from '@/lib/cli/start/start-agent'
import { leaveShared, setUpLocal, setUpShared } from '@/lib/cli/start/start-people'
import { loadSampleFleet } from '@/lib/cli/start/start-sample'
import { startWeb } from '@/lib/cli/start/start-web'
import { aborted, listenForStop, type StopSignals } from '@/lib/cli/start/stop-signals'
import { migrateFor } from '@/lib/cli/with-database'
import { type Config, readConfig, readSecret } from '@/lib/config'
import { startEmbedded } from '@/lib/postgres/start'

/** What to shut down, the last one started first. */
type Started = { stop(): Promise<void>; kill?(): void }[]

/** The agent exits within five seconds even if something hangs. */
const AGENT_PATIENCE_MS = 5000
const WEB_PATIENCE_MS = 8000

export function registerStart(program: Command, host: Host): void {
  program
    .command('start')
    .description(
      'start the embedded database unless DATABASE_URL is set, migrate and serve; Ctrl-C stops everything',
    )
    .action(async () => {
      const config = readConfig()
      // A mistake in their file stops the start, not the first sign-in.
      ssoProviders(config)
      await host.prepare()
      const signals = listenForStop()
      const started: Started = []
      signals.second.addEventListener('abort', () => {
        for (const one of started) one.kill?.()
      })
      try {
        await serve(host.root, config, started, signals)
      } finally {
        await stopAll(started)
        signals.dispose()
      }
      say('Stopped.')
    })
}

/** Returns when a signal asks to stop. */
async function serve(root: string, config: Config, started: Started, signals: StopSignals): Promise<void> {
  const { owner, server } = await databaseOf(config, started)
  const { applied, functions } = await migrateFor(config, owner)
  if (applied.length + functions.length > 0)
    say(`Database: ${applied.length} migrations and ${functions.length} functions applied`)
  const secret = readSecret(config)
  const welcome = config.local
    ? await setUpLocal(owner, config, secret)
    : await setUpShared(server, config, secret)
  if (!config.local) started.push({ stop: () => leaveShared(server, secret) })
  if (signals.first.aborted) return
  // The sample fleet loads while the server starts.
  const sample =
    config.demo && welcome.local
      ? loadSampleFleet(owner, welcome.local.people, signals.first)
      : Promise.resolve()
  const web = await startWeb(root, config, server)
  started.push({ stop: () => web.stop(WEB_PATIENCE_MS), kill: web.kill })
  if (welcome.local && !signals.first.aborted) {
    const agent = startAgent(root, config, welcome.local.agentToken)
    started.push({ stop: () => agent.stop(AGENT_PATIENCE_MS), kill: agent.kill })
  }
  await sample
  if (!signals.first.aborted) {
    say(`\nHakim is at ${config.baseUrl}\n${welcome.howToSignIn}\nPress Ctrl-C to stop.\n`)
  }
  await aborted(signals.first)
  say('\nStopping …')
}

/** The addresses of the database for the owner of the tables, and for the server. */
async function databaseOf(config: Config, started: Started): Promise<{ owner: string; server: string }> {
  const { databaseUrl, ownerDatabaseUrl } = config
  if (databaseUrl !== null) return { owner: ownerDatabaseUrl ?? databaseUrl, server: databaseUrl }
  const log = (line: string) => console.error(`Database: ${line}`)
  const database = await startEmbedded({ dataDir: config.dataDir, log })
  started.push({ stop: () => database.stop() })
  return { owner: database.url, server: database.serverUrl }
}

/** A failure to stop one does not keep the others from being stopped. */
async function stopAll(started: Started): Promise<void> {
  for (const one of started.reverse()) {
    await one.stop().catch((error: unknown) => console.error(explain(error).message))
  }
}

const say = (line: string): void => console.log(line)
