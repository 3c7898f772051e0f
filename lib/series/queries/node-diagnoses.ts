import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { diagnosisOf } from '@/lib/reports/domain/report-details'
import { readDiagnoses } from '@/lib/series/db/series'
import type { DiagnosisEntry } from '@/lib/series/domain/node-charts'

/** A node's diagnoses within [from, to), epoch seconds: the 20 seen last. */
export async function nodeDiagnoses(
  viewer: Viewer,
  did: string,
  range: { from: number; to: number },
): Promise<DiagnosisEntry[]> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return []
  const rows = await readDiagnoses(manager, scope, range, 20)
  return rows.map((row) => {
    const diagnosis = diagnosisOf(row.diagnosis)
    return {
      from: row.begins.toISOString(),
      to: row.ends.toISOString(),
      runs: row.runs,
      reports: row.reports,
      status: row.status,
      code: diagnosis?.code ?? null,
      recommendation: diagnosis?.recommendation ?? null,
    }
  })
}
