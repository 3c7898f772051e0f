import { isRunning, type Process } from '@/lib/postgres/process'

type Watch = {
  restart: () => Promise<Process>
  /** Runs at every check. */
  tidy: () => void
  log: (line: string) => void
}

const CHECK_EVERY_MS = 500
const LONGEST_PAUSE_MS = 15_000

/**
 * Checks that the server is running and restarts it if it has died, with growing pauses if that fails. `end` stops the
 * checks and returns the server to shut down.
 */
export function keepAlive(first: Process, watch: Watch): { end(): Promise<Process> } {
  let server = first
  let ended = false
  let pause = CHECK_EVERY_MS
  let busy: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout

  const check = async () => {
    watch.tidy()
    if (ended || isRunning(server)) return
    watch.log('PostgreSQL exited unexpectedly; restarting it')
    try {
      server = await watch.restart()
      pause = CHECK_EVERY_MS
      watch.log('PostgreSQL is running again')
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      watch.log(`PostgreSQL could not be restarted: ${error instanceof Error ? error.message : error}`)
    }
  }
  const next = () => {
    timer = setTimeout(() => {
      busy = check().finally(() => {
        if (!ended) next()
      })
    }, pause)
    timer.unref()
  }
  next()
  return {
    async end() {
      ended = true
      clearTimeout(timer)
      await busy
      return server
    },
  }
}
