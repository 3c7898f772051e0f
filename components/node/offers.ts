import { type OfferedRequest, occasionReason, requestHref } from '@/lib/board/domain/occasion'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { stateName } from '@/lib/fleet/domain/node-state'
import { visibleLine } from '@/lib/kernel/text/visible-text'
import { metricTitle } from '@/lib/reports/domain/metric'
import { metricOfCode } from '@/lib/reports/domain/telling-metric'
import { taskFor } from '@/lib/tasks/domain/task-for'

type Asked = Pick<NodeDetail, 'did' | 'state' | 'retired' | 'tasks' | 'diagnosis' | 'since' | 'now'>

/** A node that is retired or silent runs nothing. */
const tasksOf = ({ state, retired, tasks }: Asked) => (retired !== null || state === 'Silent' ? [] : tasks)

/** The task for its diagnosis, from the moment since when it is in this state. */
export function offerForDiagnosis(node: Asked, zone: string): OfferedRequest | null {
  const { code = null, recommendation = null } = node.diagnosis ?? {}
  const task = taskFor({ name: code, advice: recommendation }, tasksOf(node))
  if (node.diagnosis === null || node.since === null || task === null) return null
  const at = Math.floor(Date.parse(node.since) / 1_000)
  const reason = occasionReason(code === null ? stateName(node.state) : visibleLine(code), {
    at,
    zone,
    since: true,
    advice: recommendation,
  })
  const metric = metricOfCode(code, Object.keys(node.now))
  return { task: task.name, href: requestHref(node.did, task.name, { reason, at, metric }) }
}

/** What the node advises on a metric, or on what an alert says. */
function adviceOn({ diagnosis, now }: Asked, metric: string | null, what: string): string | null {
  const code = diagnosis?.code ?? null
  const isSame =
    metric === null ? code !== null && what.includes(code) : metricOfCode(code, Object.keys(now)) === metric
  return isSame ? (diagnosis?.recommendation ?? null) : null
}

/** The task for what fires: `what` in words, on a metric unless it is null. */
export function offerForAlert(
  node: Asked,
  { what, metric, from }: { what: string; metric: string | null; from: number },
  zone: string,
): OfferedRequest | null {
  const task = taskFor({ name: metric ?? what, advice: adviceOn(node, metric, what) }, tasksOf(node))
  if (task === null) return null
  const at = Math.floor(from)
  const reason = occasionReason(what, { at, zone, since: true })
  return { task: task.name, href: requestHref(node.did, task.name, { reason, at, metric }) }
}

/** The task for what will be full, as it was foreseen at a moment. */
export function offerForForecast(
  node: Asked,
  { metric, text, at }: { metric: string; text: string; at: number },
  zone: string,
): OfferedRequest | null {
  const task = taskFor({ name: metric, advice: adviceOn(node, metric, text) }, tasksOf(node))
  if (task === null) return null
  const reason = occasionReason(`${metricTitle(metric)}: ${text} at this pace`, { at, zone, since: false })
  return { task: task.name, href: requestHref(node.did, task.name, { reason, at, metric }) }
}
