import type { EntityManager } from 'typeorm'
import { type QuietTime, quietTimes } from '@/lib/alerts/db/quiet-times'
import { heardOf } from '@/lib/alerts/domain/preview'
import type { PreviewedRule } from '@/lib/alerts/domain/preview-page'
import type { Over } from './found'

/** What leaves out of firings those that its windows and jobs keep quiet until they are over. What was read of a node is kept. */
export function heardBy(manager: EntityManager, rule: PreviewedRule, range: Over['range']): Over['heard'] {
  const known = new Map<string, QuietTime[]>()
  return async (nodes) => {
    const firing = nodes.filter(({ spans }) => spans.length > 0).map(({ node }) => node.did)
    const unknown = firing.filter((did) => !known.has(did))
    if (unknown.length > 0)
      for (const [did, times] of await quietTimes(manager, unknown, rule, range)) known.set(did, times)
    return nodes.map(({ node, spans }) => ({
      node,
      spans: heardOf(spans, known.get(node.did) ?? [], { keep: rule.keep_minutes, now: range.to }),
    }))
  }
}
