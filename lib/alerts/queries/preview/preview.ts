import { previewNodes } from '@/lib/alerts/db/preview'
import { timesTold } from '@/lib/alerts/domain/preview'
import type { PreviewedRule, RulePreview } from '@/lib/alerts/domain/preview-page'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import type { Found, NodeSpans } from './found'
import { heardBy } from './heard'
import { metricFound } from './metric'
import { diagnosisFound, silenceFound, statusFound } from './other-conditions'

const days = 30

/** What a rule would have done in the last 30 days: from the roll-ups or, of diagnoses, from the reports. */
export async function previewRule(viewer: PersonViewer, rule: PreviewedRule): Promise<RulePreview> {
  const began = Date.now()
  const { manager } = await database()
  const nodes = await previewNodes(manager, viewer, rule)
  const to = Math.floor(began / 60_000)
  const range = { from: to - days * 1_440, to }
  const heard = heardBy(manager, rule, range)
  const over = { manager, nodes, range, keep: rule.keep_minutes, heard }
  const { seen, spans, ...compared } = await foundBy(over, rule)
  const told = (await heard(spans)).map((one) => one.spans)
  return {
    ...{ from: range.from * 60, to: to * 60, nodes: nodes.length, seen },
    ...{ told: timesTold(told), unheard: count(spans.map((one) => one.spans)) - count(told) },
    ...{ exact: false, least: null, most: null, limits: [], ...compared },
    rows: rowsOf(spans),
    seconds: (Date.now() - began) / 1_000,
  }
}

const count = (nodes: readonly (readonly unknown[])[]): number => nodes.flat().length

function foundBy(over: Parameters<typeof metricFound>[0], { condition }: PreviewedRule): Promise<Found> {
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
