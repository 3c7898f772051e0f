import { expect, it } from 'vitest'
import type { Condition } from './condition'
import { conditionText, limitText, ruleText } from './rule-text'

const cpu: Condition = {
  ...{ kind: 'metric', metric: 'cpu_usage_percent', over: true, limit: 90, recovery: 80 },
  ...{ minutes: 4, of: 5 },
}

it.each([
  [cpu, 'CPU over 90% in 4 of 5 min'],
  [{ ...cpu, over: false, limit: 10, recovery: null, minutes: 5 }, 'CPU under 10% for 5 min'],
  [{ kind: 'status', status: 'Warning', minutes: 1, of: 1 }, 'Warning or Error'],
  [{ kind: 'diagnosis', code: 'DISK_FULL', minutes: 2, of: 3 }, 'DISK_FULL in 2 of 3 min'],
  [{ kind: 'diagnosis', code: 'KSID\u202e', minutes: 1, of: 1 }, 'KSIDU+202E'],
  [{ kind: 'diagnosis', code: null, minutes: 1, of: 1 }, 'Any diagnosis'],
  [{ kind: 'silence', minutes: null }, 'Silent'],
  [{ kind: 'silence', minutes: 10 }, 'No report for 10 min'],
] as [Condition, string][])('%j is “%s”', (condition, text) => {
  expect(conditionText(condition)).toBe(text)
})

it('says what it would be at another limit', () => {
  expect(limitText({ metric: 'cpu_usage_percent', over: true }, 85)).toBe('over 85%')
  expect(limitText({ metric: 'memory_usage_mb', over: false }, 512)).toBe('under 512 MB')
})

it('says where, and how long it keeps firing', () => {
  const rule = {
    ...({ scope: 'all', label: null, node_did: null, condition: cpu, keep_minutes: 10 } as const),
    ...{ during_jobs: false, during_windows: false },
  }
  expect(ruleText(rule, null)).toBe(
    'CPU over 90% in 4 of 5 min on all nodes; recovery limit 80%; keeps firing for 10 min.',
  )
  const silent = { ...rule, condition: { kind: 'silence', minutes: null }, keep_minutes: 0 } as const
  expect(ruleText({ ...silent, scope: 'label', label: 'region:eu' }, null)).toBe(
    'Silent on nodes labelled region:eu.',
  )
  expect(ruleText({ ...silent, scope: 'node', node_did: 'did:n:1', keep_minutes: 5 }, 'kairo')).toBe(
    'Silent on kairo; keeps firing for 5 min.',
  )
  expect(ruleText({ ...silent, during_windows: true }, null)).toBe(
    'Silent on all nodes; notifies in maintenance windows too.',
  )
  expect(ruleText({ ...silent, during_jobs: true, during_windows: true }, null)).toBe(
    'Silent on all nodes; notifies during jobs and in maintenance windows too.',
  )
})
