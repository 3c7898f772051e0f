import { describe, expect, it } from 'vitest'
import { dependenciesOf, diagnosisOf, logsSummaryOf } from './report-details'

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
