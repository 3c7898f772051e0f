import { aborted } from '@/lib/cli/start/stop-signals'
import { openDataSource } from '@/lib/db/connection/data-source'
import { loadSample, type SamplePeople } from '@/lib/sample/services/load-sample'

/**
 * Loads the sample fleet on the first start in local mode. If that fails, the server runs without it; stopping rolls it
 * back. Never rejects.
 */
export async function loadSampleFleet(url: string, people: SamplePeople, stop: AbortSignal): Promise<void> {
  const since = Date.now()
  try {
    const db = await openDataSource(url, { poolSize: 2 })
    const loading = loadSample(db, people, new Date(), showProgress).finally(() => db.destroy())
    // After a stop nothing awaits it: the transaction ends with the database.
    loading.catch(() => undefined)
    const loaded = await Promise.race([loading, aborted(stop)])
    if (!loaded || loaded.nodes === 0) return
    const seconds = ((Date.now() - since) / 1000).toFixed(1)
    endProgress(`Sample fleet: ${loaded.nodes} nodes, ${loaded.reports} reports (${seconds} s)`)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    console.error(
      `The sample fleet could not be loaded: ${cause}. Try "hakim sample load", or start with HAKIM_DEMO=0.`,
    )
  }
}

/** Overwrites one line on a terminal; a log file gets only the result. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`)
}

const endProgress = (line: string): void => console.error(process.stderr.isTTY ? `\r\x1b[2K${line}` : line)
