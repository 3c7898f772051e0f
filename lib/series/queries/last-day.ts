import type { Viewer } from '@/lib/kernel/role'
import type { DiagnosisEntry, NodeCharts } from '@/lib/series/domain/node-charts'
import { nodeCharts } from './node-charts'
import { nodeDiagnoses } from './node-diagnoses'

const daySeconds = 86_400

/** A node's charts and diagnoses of the last 24 hours; no charts if it does not exist for this viewer. */
export async function lastDay(
  viewer: Viewer,
  did: string,
): Promise<{ charts: NodeCharts | null; diagnoses: DiagnosisEntry[] }> {
  const to = Math.floor(Date.now() / 1_000)
  const range = { from: to - daySeconds, to }
  const [charts, diagnoses] = await Promise.all([
    nodeCharts(viewer, did, range),
    nodeDiagnoses(viewer, did, range),
  ])
  return { charts, diagnoses }
}
