import { isRunning, type Process } from '@/lib/postgres/process'

type Watch = {
  restart: () => Promise<Process>
  /** Runs at every look. */
  tidy: () => void
  log: (line: string) => void
}

const LOOK_EVERY_MS = 500
const LONGEST_PAUSE_MS = 15_000

/**
 * Looks whether the server still runs and starts it again when it has died, with growing pauses when that
 * fails. `end` stops looking and returns the server that is to be shut down.
 */
export function keepAlive(first: Process, watch: Watch): { end(): Promise<Process> } {
  let server = first
  let ended = false
  let pause = LOOK_EVERY_MS
  let busy: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout

  const look = async () => {
    watch.tidy()
    if (ended || isRunning(server)) return
    watch.log('PostgreSQL ended unexpectedly: starting it again')
    try {
      server = await watch.restart()
      pause = LOOK_EVERY_MS
      watch.log('PostgreSQL runs again')
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      watch.log(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : error}`)
    }
  }
  const next = () => {
    timer = setTimeout(() => {
      busy = look().finally(() => {
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
