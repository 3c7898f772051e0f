import { hasNul, type SearchParams } from '@/lib/kernel/url/search-params'
import { coreMetrics } from '@/lib/reports/domain/metric'
import type { RuleSettings } from './rule'

// The form of a rule keeps what it says in the URL, so that the page can show what it would have done.

const defaults = {
  ...{ kind: 'metric', metric: coreMetrics[0] as string, over: 'over', limit: '90', recovery: '' },
  ...{ minutes: '4', of: '5', status: 'Error', code: '', silent: '' },
  ...{ scope: 'all', label: '', node_did: '', keep_minutes: '5', quiet_jobs: 'yes', quiet_windows: 'yes' },
}

/** The fields of the form, as texts. */
export type RuleFields = Readonly<Record<keyof typeof defaults, string>>

const isField = (name: string): name is keyof RuleFields => Object.hasOwn(defaults, name)

/** Each field by its name. */
export function mapFields(text: (name: keyof RuleFields) => string): RuleFields {
  const fields = { ...defaults }
  for (const name of Object.keys(defaults)) if (isField(name)) fields[name] = text(name)
  return fields
}

/** What the URL says, and the usual rule for what it leaves out. */
export const fieldsOfParams = (params: SearchParams, given: RuleFields = defaults): RuleFields =>
  mapFields((name) => {
    const value = params[name]
    // An empty field says something too.
    return typeof value === 'string' && !hasNul(params, name) ? value : given[name]
  })

export function fieldsOfRule(rule: RuleSettings): RuleFields {
  const { condition: one } = rule
  const text = (value: string | number | null): string => String(value ?? '')
  const common = {
    ...defaults,
    ...{ kind: one.kind, keep_minutes: text(rule.keep_minutes) },
    ...{ scope: rule.scope, label: text(rule.label), node_did: text(rule.node_did) },
    ...{ quiet_jobs: yesNo(!rule.during_jobs), quiet_windows: yesNo(!rule.during_windows) },
  }
  if (one.kind === 'silence') return { ...common, silent: text(one.minutes) }
  const timed = { ...common, minutes: text(one.minutes), of: text(one.of) }
  switch (one.kind) {
    case 'status':
      return { ...timed, status: one.status }
    case 'diagnosis':
      return { ...timed, code: text(one.code) }
    case 'metric':
      return {
        ...{ ...timed, metric: one.metric, over: one.over ? 'over' : 'under' },
        ...{ limit: text(one.limit), recovery: text(one.recovery) },
      }
  }
}

export const yesNo = (yes: boolean): 'yes' | 'no' => (yes ? 'yes' : 'no')

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

function conditionOf(fields: RuleFields): object | null {
  const minutes = { minutes: numberOf(fields.minutes), of: numberOf(fields.of) }
  switch (fields.kind) {
    case 'metric':
      return {
        ...{ kind: 'metric', metric: fields.metric, over: fields.over !== 'under', ...minutes },
        ...{ limit: numberOf(fields.limit), recovery: numberOf(fields.recovery) },
      }
    case 'status':
      return { kind: 'status', status: fields.status, ...minutes }
    case 'diagnosis':
      return { kind: 'diagnosis', code: fields.code === '' ? null : fields.code, ...minutes }
    case 'silence':
      return { kind: 'silence', minutes: numberOf(fields.silent) }
    default:
      return null
  }
}

/** The part of a rule that these fields say, as the API takes it. */
export const ruleOfFields = (fields: RuleFields) => ({
  condition: conditionOf(fields),
  scope: fields.scope,
  label: fields.scope === 'label' ? fields.label : null,
  node_did: fields.scope === 'node' ? fields.node_did : null,
  keep_minutes: numberOf(fields.keep_minutes),
  during_jobs: fields.quiet_jobs === 'no',
  during_windows: fields.quiet_windows === 'no',
})
