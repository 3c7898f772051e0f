import { previewNodes } from '@/lib/alerts/db/preview'
import { timesTold } from '@/lib/alerts/domain/preview'
import type { RulePreview } from '@/lib/alerts/domain/preview-page'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import type { Found, NodeSpans, Previewed } from './found'
import { metricFound } from './metric'
import { diagnosisFound, silenceFound, statusFound } from './other-conditions'

const days = 30

/** What a rule would have done in the last 30 days: from the roll-ups or, of diagnoses, from the reports. */
export async function previewRule(viewer: PersonViewer, rule: Previewed): Promise<RulePreview> {
  const began = Date.now()
  const { manager } = await database()
  const nodes = await previewNodes(manager, viewer, rule)
  const to = Math.floor(began / 60_000)
  const range = { from: to - days * 1_440, to }
  const { seen, spans, ...compared } = await foundBy({ manager, nodes, range, keep: rule.keep_minutes }, rule)
  return {
    ...{ from: range.from * 60, to: to * 60, nodes: nodes.length, seen },
    told: timesTold(spans.map((one) => one.spans)),
    ...{ exact: false, least: null, most: null, limits: [], ...compared },
    rows: rowsOf(spans),
    seconds: (Date.now() - began) / 1_000,
  }
}

function foundBy(over: Parameters<typeof metricFound>[0], { condition }: Previewed): Promise<Found> {
  switch (condition.kind) {
    case 'metric':
      return metricFound(over, condition)
    case 'status':
      return statusFound(over, condition)
    case 'diagnosis':
      return diagnosisFound(over, condition)
    case 'silence':
      return silenceFound(over, condition)
  }
}

function rowsOf(spans: readonly NodeSpans[]): RulePreview['rows'] {
  return spans
    .filter((one) => one.spans.length > 0)
    .map(({ node, spans: found }) => ({
      ...{ did: node.did, name: node.name },
      spans: found.map(({ since, ended }) => ({ from: since * 60, to: ended === null ? null : ended * 60 })),
    }))
    .sort((a, b) => b.spans.length - a.spans.length)
}
