import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Statement } from '@/lib/signing/domain/statement'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { passkey } from '@/test/consent-signing'
import { repeatedStatements } from './repeated-statements'

const key = passkey('p256')
const statement: Statement = {
  ...{ version: 1, document: 'a'.repeat(64), decision: 'approve', reason_digest: null },
  ...{ decided_at: '2030-01-01T00:00:00.000Z', person: 'did:test:ana', key: key.pinned.key },
}
const signed = (id: string, of = statement) => ({
  ...{ name: `a vote (${id})`, key: key.pinned.key, rp_id: null, origins: null },
  signed: { statement: of, list: null, signature: key.sign(statementDigest(of)) },
})
const voted = (vote_id: string, more: JsonObject = {}) => ({
  body: { kind: 'vote', vote_id, signed_sha256: vote_id, rights_seen: 1, ...more },
})
const found = ['has a vote (w) by a statement that had counted before with another signature']

it.each<[string, JsonObject, string[]]>([
  ['with another signature', {}, found],
  ['with the same one, which its event tells', { signed_sha256: 'v' }, []],
  ['of which the event has the statement', { statement_sha256: 'x' }, []],
  ['as an older version let it', { rights_seen: null }, []],
])('finds a statement that counted again %s', (_, more, expected) => {
  expect(repeatedStatements([signed('v'), signed('w')], [voted('v'), voted('w', more)])).toEqual(expected)
})

it('does not find another statement', () => {
  const other = { ...statement, decided_at: '2030-01-01T00:00:01.000Z' }
  expect(repeatedStatements([signed('v'), signed('w', other)], [voted('v'), voted('w')])).toEqual([])
})
