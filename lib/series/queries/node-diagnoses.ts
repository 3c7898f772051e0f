import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { diagnosisOf } from '@/lib/reports/domain/report'
import { readDiagnoses } from '@/lib/series/db/series'
import type { DiagnosisEntry } from '@/lib/series/domain/node-charts'

/** A node's latest 20 changes of diagnosis within [from, to), epoch seconds. */
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
      at: row.at.toISOString(),
      status: row.status,
      code: diagnosis?.code ?? null,
      recommendation: diagnosis?.recommendation ?? null,
    }
  })
}
