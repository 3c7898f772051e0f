import { describe, expect, it } from 'vitest'
import { agentLimitsOf, dependenciesOf, diagnosisOf, logsSummaryOf } from './report-details'

describe('reading stored JSON from any writer', () => {
  it.each([null, undefined, 1, 'x', [], [1], {}, { dependencies: {}, logs_summary: [] }])(
    '%j holds nothing',
    (raw) => {
      expect(dependenciesOf(raw)).toEqual([])
      expect(diagnosisOf(raw)).toBeNull()
      expect(logsSummaryOf(raw)?.error_count).toBeUndefined()
    },
  )

  it('skips entries of another shape', () => {
    const one = { dependency_did: 'did:kos:a:1', status: 'Healthy' }
    expect(dependenciesOf({ dependencies: [null, one, { dependency_did: 3, status: 'x' }] })).toEqual([one])
    expect(diagnosisOf({ code: 7, recommendation: 'Wait' })).toEqual({ code: null, recommendation: 'Wait' })
    expect(logsSummaryOf({ logs_summary: { error_count: 3 } })).toEqual({ error_count: 3 })
  })
})

it('reads the limits that an agent announces, and nothing from another shape', () => {
  const thresholds = { cpu_usage_percent: { warning: 85, error: 95 }, sustained_samples: 6, more: true }
  expect(agentLimitsOf({ agent: { thresholds } })).toEqual({
    ...{ cpu_usage_percent: { warning: 85, error: 95 }, sustained_samples: 6 },
  })
  for (const raw of [null, {}, { agent: 'x' }, { agent: { thresholds: 90 } }])
    expect(agentLimitsOf(raw)).toBeNull()
  expect(agentLimitsOf({ agent: { thresholds: { cpu_usage_percent: { warning: '85' } } } })).toBeNull()
})
