import type { Viewer } from '@/lib/kernel/role'
import type { DiagnosisEntry, NodeCharts } from '@/lib/series/domain/node-charts'
import { nodeCharts } from './node-charts'
import { nodeDiagnoses } from './node-diagnoses'

const daySeconds = 86_400

/** Further back, a chart of this size would show nothing of a day. */
const longestSeconds = 35 * daySeconds

/**
 * A node's charts and diagnoses of the last 24 hours, or since shortly before a moment (epoch seconds); no charts if it does not
 * exist for this viewer.
 */
export async function lastDay(
  viewer: Viewer,
  did: string,
  moment: number | null = null,
): Promise<{ charts: NodeCharts | null; diagnoses: DiagnosisEntry[] }> {
  const to = Math.floor(Date.now() / 1_000)
  const length = Math.max(daySeconds, moment === null ? 0 : Math.ceil((to - moment) * 1.1))
  const range = { from: to - Math.min(length, longestSeconds), to }
  const [charts, diagnoses] = await Promise.all([
    nodeCharts(viewer, did, range),
    nodeDiagnoses(viewer, did, range),
  ])
  return { charts, diagnoses }
}
