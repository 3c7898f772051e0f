import type { SetUpMessage } from '@/lib/cli/start/set-up-messages'
import { openDataSource } from '@/lib/db/connection/data-source'
import { loadSample, type SamplePeople } from '@/lib/sample/services/load-sample'

/**
 * Loads the sample fleet on the first start in local mode. If that fails, the server runs without it; the end of this process
 * rolls it back. Never rejects.
 */
export async function loadSampleFleet(
  url: string,
  people: SamplePeople,
  tell: (message: SetUpMessage) => void,
): Promise<void> {
  const since = Date.now()
  try {
    const db = await openDataSource(url, { poolSize: 2 })
    const loaded = await loadSample(db, people, new Date(), (line) =>
      tell({ kind: 'progress', line }),
    ).finally(() => db.destroy())
    if (loaded.nodes === 0) return
    const seconds = ((Date.now() - since) / 1000).toFixed(1)
    tell({
      kind: 'said',
      line: `Sample fleet: ${loaded.nodes} nodes, ${loaded.reports} reports (${seconds} s)`,
    })
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    tell({
      kind: 'said',
      line: `The sample fleet could not be loaded: ${cause}. Try "hakim sample load", or start with HAKIM_DEMO=0.`,
    })
  }
}
