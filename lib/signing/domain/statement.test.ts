import { describe, expect, it } from 'vitest'
import { decisionList, type Statement, statement as statementForm } from './statement'
import { listDigest, listOf, statementDigest } from './statement-digest'

describe('statements', () => {
  const statement: Statement = {
    version: 1,
    document: 'a'.repeat(64),
    decision: 'approve',
    reason_digest: null,
    decided_at: '2026-11-29T12:00:00.000Z',
    person: 'did:web:example.org:anna',
    key: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
  }

  it('have these digests, for ever', () => {
    // Computed apart from this code, with json and hashlib of Python.
    expect(statementDigest(statement)).toBe(
      '15efd1c84ae358688583015279d8dce4f9ac536172087cc8767cd521f67b77eb',
    )
    expect(listDigest({ version: 1, statements: ['a'.repeat(64), 'b'.repeat(64)] })).toBe(
      'ca891e936de563356b6cde5fad5e8e57430f3c49abbc14929262fea5b71a3e87',
    )
  })

  it('are listed sorted, each once', () => {
    const reject: Statement = { ...statement, decision: 'reject' }
    const list = listOf([reject, statement, reject])
    expect(list.statements).toEqual([statementDigest(statement), statementDigest(reject)].sort())
    expect(listOf([statement, reject])).toEqual(list)
  })

  it.each<[string, string[]]>([
    ['ok', ['0', 'a', 'b']],
    ['ok', ['a']],
    ['not sorted', ['b', 'a']],
    ['not sorted', ['0', 'b', 'a']],
    ['twice', ['a', 'a']],
    ['empty', []],
  ])('of a list: %s is %j, 64 times each', (name, digits) => {
    const statements = digits.map((digit) => digit.repeat(64))
    expect(decisionList.safeParse({ version: 1, statements }).success).toBe(name === 'ok')
  })

  it('are at most 1,000 in a list', () => {
    const statements = Array.from({ length: 1_001 }, (_, index) => index.toString(16).padStart(64, '0'))
    expect(decisionList.safeParse({ version: 1, statements: statements.slice(1) }).success).toBe(true)
    expect(decisionList.safeParse({ version: 1, statements }).success).toBe(false)
  })

  it('name a key that may sign', () => {
    const problem = (key: string): string | undefined =>
      statementForm.safeParse({ ...statement, key }).error?.issues[0]?.message
    expect(problem(statement.key)).toBeUndefined()
    expect(problem('did:web:example.org')).toContain('did:key')
  })
})
