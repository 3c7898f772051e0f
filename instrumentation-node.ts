import { clockContext } from '@/lib/auth/context'
import { config } from '@/lib/config'
import { closeStreams } from '@/lib/transport/event-stream'
import { startClock } from '@/lib/worker/clock'

/** Starts the clock, and stops it and the event streams when the process is asked to stop. */
export function startServer(): void {
  const stopClock = startClock(clockContext, config())
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stopClock()
      closeStreams()
    })
}
