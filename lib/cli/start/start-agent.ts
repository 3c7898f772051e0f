import { statSync } from 'node:fs'
import { join } from 'node:path'
import { appendTo } from '@/lib/cli/start/append-to'
import { startChild } from '@/lib/cli/start/child'
import { localAddress } from '@/lib/cli/start/start-web'
import type { Config } from '@/lib/config'

const SHORTEST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** After running this long, the next restart comes after a short pause again. */
const STEADY_MS = 60_000

/**
 * The agent uses no folder of somebody else, and data that an ordinary user has made stays that user's when root starts Hakim: the
 * agent of root then has a folder of its own beside it.
 */
export function agentStateDir(dataDir: string): string {
  const folder = join(dataDir, 'agent')
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid
  const me = process.geteuid?.()
  return owner === undefined || me === undefined || owner === me ? folder : `${folder}-${me}`
}

type LocalAgent = { stop(patience: number): Promise<void>; kill(): void }

/** Runs this machine's agent and restarts it if it exits. Its output goes to agent.log in the data folder. */
export function startAgent(root: string, config: Config, token: string): LocalAgent {
  const logFile = join(config.dataDir, 'agent.log')
  const log = appendTo(logFile)
  // The agent does not need the server's settings and secrets.
  const { DATABASE_URL, HAKIM_OWNER_DATABASE_URL, HAKIM_EMBEDDED_URL, HAKIM_SECRET, ...env } = process.env
  let stopped = false
  let pause = SHORTEST_PAUSE_MS
  let timer: NodeJS.Timeout | undefined
  const launch = () => {
    const since = Date.now()
    const child = startChild({
      root,
      // HOST may be another address of this machine; what is sent there does not leave it.
      args: ['public/agent/hakim-agent.mjs', '--server', localAddress(config), '--insecure-http'],
      env: {
        ...env,
        // In the environment: everyone on this machine can see arguments.
        HAKIM_AGENT_TOKEN: token,
        HAKIM_AGENT_STATE_DIR: agentStateDir(config.dataDir),
      },
      onOutput: log,
    })
    child.ended.then((how) => {
      if (stopped) return
      if (Date.now() - since > STEADY_MS) pause = SHORTEST_PAUSE_MS
      console.error(
        `This machine's agent exited (${how}); restarting it in ${pause / 1000} s. Its log is ${logFile}`,
      )
      timer = setTimeout(() => (current = launch()), pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    })
    return child
  }
  let current = launch()
  const end = () => {
    stopped = true
    clearTimeout(timer)
  }
  return {
    async stop(patience) {
      end()
      await current.stop(patience)
    },
    kill() {
      end()
      current.kill()
    },
  }
}
