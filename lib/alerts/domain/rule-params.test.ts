import { expect, it } from 'vitest'
import { condition } from './condition'
import type { RuleSettings } from './rule'
import { previewOfFields } from './rule-of-fields'
import { fieldsOfParams, fieldsOfRule } from './rule-params'

const rule: RuleSettings = {
  ...{ scope: 'label', label: 'region:eu', node_did: null, keep_minutes: 7, severity: 'critical' },
  condition: { kind: 'silence', minutes: 10 },
  ...{
    tell: null,
    escalate_minutes: null,
    escalate_to: null,
    during_jobs: false,
    during_windows: false,
    enabled: true,
  },
}

it.each([
  { kind: 'silence', minutes: 10 },
  { kind: 'silence', minutes: null },
  { kind: 'status', status: 'Warning', minutes: 2, of: 3 },
  { kind: 'diagnosis', code: null, minutes: 1, of: 1 },
  { kind: 'diagnosis', code: 'FULL', minutes: 1, of: 1 },
  { kind: 'metric', metric: 'a{b="c"}', over: false, limit: -1.5, recovery: 2, minutes: 4, of: 5 },
])('the form of a rule says the same as the rule: %j', (given) => {
  const one = { ...rule, condition: condition.parse(given) }
  const { label, scope, node_did, keep_minutes, during_jobs, during_windows } = one
  expect(previewOfFields(fieldsOfRule(one))).toEqual({
    ...{ condition: one.condition, label, scope, node_did, keep_minutes, during_jobs, during_windows },
  })
})

it.each([
  [true, false],
  [false, true],
])('keeps whether it notifies during jobs and in windows: %j, %j', (during_jobs, during_windows) => {
  const fields = fieldsOfRule({ ...rule, during_jobs, during_windows })
  expect(previewOfFields(fields)).toMatchObject({ during_jobs, during_windows })
  expect(previewOfFields(fieldsOfParams({ ...fields }))).toMatchObject({ during_jobs, during_windows })
})

it('an empty URL is a rule that can be saved, and what cannot be saved has no preview', () => {
  expect(previewOfFields(fieldsOfParams({}))).toMatchObject({
    ...{ scope: 'all', condition: { limit: 90 }, during_jobs: false, during_windows: false },
  })
  for (const params of [
    { limit: '' },
    { limit: 'x' },
    { minutes: '6' },
    { recovery: '95' },
    { scope: 'node', node_did: 'x' },
    { scope: 'label', label: 'eu' },
    { keep_minutes: '-1' },
    { kind: 'other' },
  ])
    expect(previewOfFields(fieldsOfParams(params)), JSON.stringify(params)).toBeNull()
})
