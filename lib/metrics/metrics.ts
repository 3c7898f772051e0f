// The attribute is for Playwright, which loads this file as it is.
import about from '@/package.json' with { type: 'json' }
import { createMetrics } from './definitions'

type Metrics = ReturnType<typeof createMetrics>

// On globalThis: the server and Next's bundle each have a copy of this module, and both count.
const shared: typeof globalThis & { hakimMetrics?: Metrics } = globalThis

/** What this process counts, created on first use. Counting is cheap, so it is always on. */
export function metrics(): Metrics {
  if (shared.hakimMetrics) return shared.hakimMetrics
  const made = createMetrics()
  made.build.set({ version: about.version, node: process.version }, 1)
  shared.hakimMetrics = made
  return made
}
