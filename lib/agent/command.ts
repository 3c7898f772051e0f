import { type Command, InvalidArgumentError, Option } from 'commander'
import { runService } from '@/lib/agent/host/service-process'
import { defaultStateDir, StartError } from '@/lib/agent/host/state-dir'
import { runAgent } from './run-agent'

type Given = {
  server?: string
  token?: string
  tasks?: string
  interval?: number
  stateDir?: string
  service?: string
}

function parseInterval(text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && seconds >= 1 && seconds <= 3_600) return seconds
  throw new InvalidArgumentError('It must be a number of seconds from 1 to 3600.')
}

function parseServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('It must be an address such as https://hakim.example.org.')
  return text.replace(/\/+$/, '')
}

function parseToken(text: string): string {
  const token = text.trim()
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new InvalidArgumentError('It must be a token such as hk_… as "hakim token create" prints it.')
}

const help = `
Exit codes: 0 stopped by a signal · 1 it could not start · 2 a wrong option or tasks file

Give the token in the environment: options are seen by everybody on this machine.`

/** Two ways to call the same program: `hakim agent` and the single file `hakim-agent.mjs`. */
export function configureAgent(command: Command, self: readonly [string, ...string[]]): Command {
  return command
    .description('Reports the health of this node and runs the maintenance that its owner approved')
    .addOption(
      new Option('--server <url>', 'the address of Hakim').env('HAKIM_SERVER').argParser(parseServer),
    )
    .addOption(
      new Option('--token <token>', 'the token of this node').env('HAKIM_AGENT_TOKEN').argParser(parseToken),
    )
    .option('--tasks <file>', 'what this node offers, as JSON (see docs/agent.md)')
    .option(
      '--interval <seconds>',
      'between reports (default: 5, or what the server asks for)',
      parseInterval,
    )
    .addOption(
      new Option('--state-dir <folder>', 'kept between runs, mode 700')
        .env('HAKIM_AGENT_STATE_DIR')
        .default(undefined, defaultStateDir(process.env)),
    )
    .addOption(new Option('--service <name>', 'runs the small service that the agent supervises').hideHelp())
    .addHelpText('after', help)
    .action(async (given: Given) => {
      if (given.service !== undefined) return runService(given.service)
      await run(command, given, self)
    })
}

async function run(command: Command, given: Given, self: readonly [string, ...string[]]): Promise<void> {
  const { server, token } = given
  if (!server) return command.error('error: give the address of Hakim with --server', { exitCode: 2 })
  if (!token)
    return command.error('error: give the token of this node in HAKIM_AGENT_TOKEN or with --token', {
      exitCode: 2,
    })
  // Neither a child nor a list of processes shall show the token from here on.
  delete process.env.HAKIM_AGENT_TOKEN
  process.title = 'hakim-agent'
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stop.abort()
      // Whatever hangs, the agent is gone within five seconds.
      setTimeout(() => process.exit(0), 4_500).unref()
    })
  try {
    await runAgent({
      server,
      token,
      tasksFile: given.tasks ?? null,
      interval: given.interval ?? null,
      stateDir: given.stateDir ?? defaultStateDir(process.env),
      self,
      signal: stop.signal,
    })
    // Connections that are kept alive would hold the process for seconds.
    process.exit(0)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = error.exitCode
  }
}
