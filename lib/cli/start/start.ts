import type { Command } from 'commander'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { explain } from '@/lib/cli/exit'
import type { Host } from '@/lib/cli/host'
import { setUp } from '@/lib/cli/start/set-up'
import { startAgent } from '@/lib/cli/start/start-agent'
import { startWeb } from '@/lib/cli/start/start-web'
import { aborted, listenForStop, type StopSignals } from '@/lib/cli/start/stop-signals'
import { type Config, readConfig } from '@/lib/config'
import { startEmbedded } from '@/lib/postgres/start'

/** What to shut down, the last one started first. */
type Started = { stop(): Promise<void>; kill?(): void }[]

/** The agent exits within five seconds even if something hangs. */
const AGENT_PATIENCE_MS = 5000
const WEB_PATIENCE_MS = 8000
/** A signal ends it at once; what it has not committed is rolled back. */
const SET_UP_PATIENCE_MS = 1000

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
  const urls = await databaseOf(config, started)
  const { child: settingUp, welcome } = setUp(root, urls)
  started.push({ stop: () => settingUp.stop(SET_UP_PATIENCE_MS), kill: settingUp.kill })
  const ready = await Promise.race([welcome, aborted(signals.first)])
  if (!ready || signals.first.aborted) return
  const { howToSignIn, agentToken } = ready
  const web = await startWeb(root, config, urls.server)
  started.push({ stop: () => web.stop(WEB_PATIENCE_MS), kill: web.kill })
  if (agentToken !== null && !signals.first.aborted) {
    const agent = startAgent(root, config, agentToken)
    started.push({ stop: () => agent.stop(AGENT_PATIENCE_MS), kill: agent.kill })
  }
  // The sample fleet loads while the server starts.
  const how = await Promise.race([settingUp.ended, aborted(signals.first)])
  if (how && how !== 'code 0')
    console.error(`The sample fleet was not loaded (${how}). Try "hakim sample load".`)
  if (!signals.first.aborted) {
    say(`\nHakim is at ${config.baseUrl}\n${howToSignIn}\nPress Ctrl-C to stop.\n`)
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
