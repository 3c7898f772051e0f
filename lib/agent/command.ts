import { isatty } from 'node:tty'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { runService } from '@/lib/agent/host/service-process'
import { StartError } from '@/lib/agent/host/start-error'
import { defaultStateDir } from '@/lib/agent/host/state-dir'
import { readTokenFile, tokenIn } from '@/lib/agent/host/token-file'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'
import { version } from '@/package.json'
import { applyPins } from './apply-pins'
import { endLeftJob } from './job/guard'
import { showPending } from './pending'
import { runAgent } from './run-agent'

type Options = {
  server?: string
  insecureHttp?: boolean
  token?: string
  /** The token in it. */
  tokenFile?: string
  tasks?: string
  interval?: number
  stateDir?: string
  service?: string
  endJob?: string
}

function parseInterval(text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && seconds >= 1 && seconds <= 3_600) return seconds
  throw new InvalidArgumentError('Choose a number of seconds from 1 to 3600.')
}

/** Throws InvalidArgumentError; `hakim` checks its --server with it, too. */
export function parseServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('Give a URL such as https://hakim.example.org.')
  return text.replace(/\/+$/, '')
}

function parseToken(text: string): string {
  const token = tokenIn(text)
  if (token !== null) return token
  throw new InvalidArgumentError('Give a token (hk_…) as printed by "hakim token create".')
}

/** Throws InvalidArgumentError. */
export function parseTokenFile(file: string): string {
  try {
    return readTokenFile(file)
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
}

const help = `
Exit codes: 0 stopped by a signal · 1 could not start · 2 invalid option or tasks file

Pass the token in the environment or in a file: everyone on this machine can see options.`

/** The command of both `hakim agent` and the single file `hakim-agent.mjs`. */
export function configureAgent(command: Command, self: readonly [string, ...string[]]): Command {
  return command
    .version(version)
    .description('Report the health of this node and run the maintenance that its owner approved')
    .addOption(
      new Option('--server <url>', 'URL of the Hakim server').env('HAKIM_SERVER').argParser(parseServer),
    )
    .option('--insecure-http', 'allow plain http to another machine: anyone in between reads the token')
    .addOption(
      new Option('--token <token>', 'token of this node').env('HAKIM_AGENT_TOKEN').argParser(parseToken),
    )
    .addOption(
      new Option('--token-file <file>', 'file with the token, which only its owner can read')
        .argParser(parseTokenFile)
        .conflicts('token'),
    )
    .option('--tasks <file>', 'tasks that this node offers, as JSON (see docs/agent.md)')
    .option(
      '--interval <seconds>',
      'time between reports (default: 5, or what the server asks for)',
      parseInterval,
    )
    .addOption(
      new Option('--state-dir <folder>', 'state kept between runs (mode 700)')
        .env('HAKIM_AGENT_STATE_DIR')
        .default(undefined, defaultStateDir(process.env)),
    )
    .addOption(
      new Option('--service <name>', 'run the heartbeat service that the agent supervises').hideHelp(),
    )
    .addOption(
      new Option('--end-job <record>', 'end what is left of a job whose agent was killed').hideHelp(),
    )
    .addHelpText('after', help)
    .action(async (options: Options) => {
      if (options.service !== undefined) return runService(options.service)
      if (options.endJob !== undefined) return endLeftJob(options.endJob)
      await run(command, options, self)
    })
    .addCommand(
      command
        .createCommand('pending')
        .copyInheritedSettings(command)
        .description('show the jobs of this node that wait, each with the six words of what is approved')
        .action(async () => {
          // Keep-alive connections would otherwise hold the process open for seconds.
          process.exit(await showPending(connectionOf(command, command.opts()), console.log))
        }),
    )
    .addCommand(pinsCommand(command))
}

/** `pins apply`: what somebody on the node does with pins that its owners have signed. */
function pinsCommand(agent: Command): Command {
  const pins = agent
    .createCommand('pins')
    .copyInheritedSettings(agent)
    .description('whose keys this node pins')
  pins
    .command('apply')
    .description(
      'replace the pins in the tasks file (--tasks) by those that enough of its owners have signed',
    )
    .argument('<file>', 'the signed pins, as "hakim pins sign" leaves them')
    .action((file: string) => {
      const { tasks } = agent.opts<Options>()
      if (tasks === undefined)
        return agent.error('error: name the tasks file of this node with --tasks', { exitCode: 2 })
      try {
        process.exitCode = applyPins(tasks, file, console.log)
      } catch (error) {
        if (!(error instanceof StartError)) throw error
        console.error(error.message)
        process.exitCode = error.exitCode
      }
    })
  return pins
}

/** Ends the process with a message if server or token are missing, or may not be used. */
function connectionOf(command: Command, options: Options): { server: string; token: string } {
  const { server, token = options.tokenFile } = options
  if (!server) return command.error('error: give the URL of the Hakim server with --server', { exitCode: 2 })
  if (!token)
    return command.error('error: give the token of this node in HAKIM_AGENT_TOKEN or with --token-file', {
      exitCode: 2,
    })
  if (isPlainHttp(server) && !options.insecureHttp)
    return command.error(
      `error: anyone between this node and ${server} could read the token and order jobs. Give an https URL with --server, or accept that with --insecure-http`,
      { exitCode: 2 },
    )
  return { server, token }
}

async function run(command: Command, options: Options, self: readonly [string, ...string[]]): Promise<void> {
  const { server, token } = connectionOf(command, options)
  // From here on neither child processes nor process lists show the token. What the system keeps of the first environment, in
  // /proc/PID/environ, only this user and root can read.
  delete process.env.HAKIM_AGENT_TOKEN
  process.title = 'hakim-agent'
  const stop = new AbortController()
  const end = (): void => {
    stop.abort()
    // Even if something hangs, the agent exits within five seconds.
    setTimeout(() => process.exit(0), 4_500).unref()
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // Node.js resets the SIGHUP that nohup ignores. nohup leaves no stream at the terminal, which shows that it was used.
  const atTerminal = [0, 1, 2].some((stream) => isatty(stream))
  process.on('SIGHUP', () => atTerminal && end())
  try {
    await runAgent({
      server,
      token,
      tasksFile: options.tasks ?? null,
      interval: options.interval ?? null,
      stateDir: options.stateDir ?? defaultStateDir(process.env),
      self,
      signal: stop.signal,
    })
    // Keep-alive connections would otherwise hold the process open for seconds.
    process.exit(0)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    // What runs already would otherwise hold the process open.
    process.exit(error.exitCode)
  }
}
