import type { Result } from '@/lib/kernel/errors'
import { metrics } from '@/lib/metrics/metrics'
import { nodeHeld } from '@/lib/reports/services/held-nodes'
import type { Ingested } from '@/lib/reports/services/ingest-reports'

/** Counts an answered call with reports. */
export function countIngest(result: Result<Ingested>): void {
  const { calls, reports } = metrics().ingest
  calls.inc({ outcome: outcomeOf(result) })
  if (!result.ok) return
  const { accepted, duplicates, rejected } = result.value
  reports.inc({ outcome: 'accepted' }, accepted)
  reports.inc({ outcome: 'duplicate' }, duplicates)
  reports.inc({ outcome: 'rejected' }, rejected.length)
}

function outcomeOf(result: Result<Ingested>): string {
  if (result.ok) return 'stored'
  if (result === nodeHeld) return 'set_aside'
  return ['too_many', 'unavailable'].includes(result.error.kind) ? 'deferred' : 'refused'
}
