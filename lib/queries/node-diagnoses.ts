import { readDiagnoses } from '@/lib/db/series'
import { database } from '@/lib/db/server-db'
import { nodeScope } from '@/lib/db/visibility'
import type { DiagnosisEntry } from '@/lib/domain/node-page'
import { diagnosisOf } from '@/lib/domain/report'
import type { Viewer } from '@/lib/domain/role'

/** The newest 20 changes of diagnosis of a node within [from, to), epoch seconds. */
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
