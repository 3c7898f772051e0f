import { CommandError } from '@/lib/cli/exit'
import { type Child, startChild } from '@/lib/cli/start/child'
import { keepRunning, type WebServer } from '@/lib/cli/start/keep-running'
import type { Config } from '@/lib/config'

const READY_TIMEOUT_MS = 60_000
/** Under a flood of reports V8 lets its heap grow to four times the live data; 1.4 times is enough. */
const keepHeapSmall = '--heap-growing-percent=40'

/** The server's address on this machine; it may listen on every address. */
export function localAddress({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** The server's environment, without the owner's password; local mode passes the embedded database's URL without setting DATABASE_URL. */
function webEnvironment(config: Config, url: string, env = process.env): NodeJS.ProcessEnv {
  const { HAKIM_OWNER_DATABASE_URL, ...own } = env
  return {
    ...own,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HAKIM_DATA_DIR: config.dataDir,
    // The server writes into our pipe and cannot see where its lines end up.
    HAKIM_LOG_FORMAT: config.logFormat ?? (process.stdout.isTTY ? 'text' : 'json'),
    ...(config.local ? { HAKIM_EMBEDDED_URL: url } : { DATABASE_URL: url }),
  }
}

/** Starts the web server and waits until it answers. Throws CommandError with its output if it does not. */
async function launchWeb(root: string, config: Config, url: string): Promise<Child> {
  let ready = false
  const before: { text: string; stream: 'stdout' | 'stderr' }[] = []
  const child = startChild({
    root,
    args: [keepHeapSmall, 'dist/server.mjs'],
    env: webEnvironment(config, url),
    onOutput: (text, stream) => {
      if (ready) process[stream].write(text)
      else before.push({ text, stream })
    },
  })
  let ending: string | null = null
  child.ended.then((how) => (ending = how))
  const until = Date.now() + READY_TIMEOUT_MS
  while (ending === null && Date.now() < until) {
    if (await isLive(config)) {
      ready = true
      for (const { text, stream } of before) process[stream].write(text)
      return child
    }
    await new Promise((wake) => setTimeout(wake, 50))
  }
  child.kill()
  const how = ending === null ? `no answer within ${READY_TIMEOUT_MS / 1000} s` : ending
  const output = before.map(({ text }) => text).join('')
  throw new CommandError(
    /EADDRINUSE/.test(output)
      ? `Port ${config.port} is in use by another program. Stop that program or choose another port: PORT=${config.port + 1} npm start`
      : `${output.trimEnd()}\n\nThe web server did not start (${how}); its output is above.`,
  )
}

/** Starts the web server, and again whenever it dies. Throws CommandError if it does not start the first time. */
export async function startWeb(root: string, config: Config, url: string): Promise<WebServer> {
  const launch = () => launchWeb(root, config, url)
  return keepRunning(await launch(), launch, (line) => console.error(line))
}

async function isLive(config: Config): Promise<boolean> {
  try {
    const answer = await fetch(`${localAddress(config)}/api/health/live`, {
      signal: AbortSignal.timeout(2000),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
