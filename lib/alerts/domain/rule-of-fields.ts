import { isDid } from '@/lib/kernel/did/did'
import { condition } from './condition'
import type { PreviewedRule } from './preview-page'
import { type RuleFields, ruleOfFields } from './rule-params'

/** The rule, if the fields say one that can be saved. */
export function previewOfFields(fields: RuleFields): PreviewedRule | null {
  const { condition: given, scope, label, node_did, keep_minutes: keep, ...quiet } = ruleOfFields(fields)
  const parsed = condition.safeParse(given)
  if (!parsed.success || typeof keep !== 'number' || !Number.isInteger(keep) || keep < 0 || keep > 1_440)
    return null
  const common = { ...quiet, condition: parsed.data, keep_minutes: keep }
  if (scope === 'all') return { ...common, scope, label: null, node_did: null }
  if (scope === 'label')
    return /^[^:]+:/.test(label ?? '') ? { ...common, scope, label, node_did: null } : null
  return scope === 'node' && node_did !== null && isDid(node_did)
    ? { ...common, scope, label: null, node_did }
    : null
}
