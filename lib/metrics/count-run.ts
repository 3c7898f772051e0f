import { metrics } from './metrics'

/** Runs scheduled work and counts the run, however it ends. */
export async function countRun(duty: string, work: () => Promise<unknown>): Promise<void> {
  const { runs, failures, duration, lastSuccess } = metrics().clock
  // A counter has to be there at 0 before its first failure can be seen as an increase.
  failures.inc({ duty }, 0)
  const began = performance.now()
  try {
    await work()
    lastSuccess.set({ duty }, Date.now() / 1_000)
  } catch (error) {
    failures.inc({ duty })
    throw error
  } finally {
    runs.inc({ duty })
    duration.observe({ duty }, (performance.now() - began) / 1_000)
  }
}
