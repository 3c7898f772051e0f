import type { Child } from '@/lib/cli/start/child'

const SHORTEST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** After running this long, the next restart comes after a short pause again. */
const STEADY_MS = 60_000

export type WebServer = { stop(patience: number): Promise<void>; kill(): void }

/**
 * Starts the web server again whenever it dies, or cannot be started, after pauses that double up to half a minute. Nobody
 * may be watching: one crash must not end the service.
 */
export function keepRunning(
  first: Child,
  launch: () => Promise<Child>,
  say: (line: string) => void,
  shortestPauseMs = SHORTEST_PAUSE_MS,
): WebServer {
  let current: Child | null = null
  let stopped = false
  let pause = shortestPauseMs
  let timer: NodeJS.Timeout | undefined

  const again = (why: string): void => {
    say(`${why} It is started again in ${pause / 1000} s.`)
    timer = setTimeout(() => void relaunch(), pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
  const relaunch = async (): Promise<void> => {
    try {
      const child = await launch()
      if (stopped) return child.kill()
      watch(child)
      say('The web server is running again.')
    } catch (error) {
      if (!stopped) again(error instanceof Error ? error.message : String(error))
    }
  }
  const watch = (child: Child): void => {
    current = child
    const since = Date.now()
    child.ended.then((how) => {
      current = null
      if (stopped) return
      if (Date.now() - since > STEADY_MS) pause = shortestPauseMs
      again(`The web server exited unexpectedly (${how}).`)
    })
  }
  watch(first)
  const end = (): void => {
    stopped = true
    clearTimeout(timer)
  }
  return {
    async stop(patience) {
      end()
      await current?.stop(patience)
    },
    kill() {
      end()
      current?.kill()
    },
  }
}
