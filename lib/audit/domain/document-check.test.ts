import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { decidedOtherwise, documentProblems, riskOf, type StoredDocument } from './document-check'

const sha256 = (_: string | null, text: string): string => createHash('sha256').update(text).digest('hex')
const window = { start: 's', end: 'e', time_zone: 'UTC' }
const said: JsonObject = {
  ...{ version: 3, job_id: 'j', revision: 2, nonce: 'n', node: 'did:n', requester: 'did:r', task: 't' },
  ...{ params: { a: 1, b: 2 }, offer: { risk: 'high' }, window, expires_at: 'x', reason_digest: 'd' },
}
const present = { params: { b: 2, a: 1 }, window, expires_at: 'x', risk: 'high' }
const subject = { node: 'did:n', requester: 'did:r', task: 't' }

function problems(document: JsonObject | string, stored: Partial<StoredDocument> = {}): string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  const digest = sha256(null, `hakim/approval-document/3\n${text}`)
  return documentProblems(
    {
      job_id: 'j',
      revision: 2,
      nonce: 'n',
      document: text,
      digest,
      dry_run: null,
      subject,
      present,
      ...stored,
    },
    sha256,
  )
}

it('has nothing against the document of its job, whatever a later revision changed', () => {
  expect(problems(said)).toEqual([])
  const earlier = { ...said, params: 1, window: null, expires_at: null, offer: null }
  expect(problems(earlier, { present: null })).toEqual([])
})

it.each([
  ['job_id', 'job'],
  ['revision', 'revision'],
  ['nonce', 'nonce'],
  ['node', 'node'],
  ['requester', 'requester'],
  ['task', 'task'],
  ['params', 'set of parameters'],
  ['window', 'window'],
  ['expires_at', 'expiry'],
])('finds a document that names another %s', (member, word) => {
  const { [member]: _, ...lacking } = said
  for (const document of [{ ...said, [member]: 'other' }, lacking])
    expect(problems(document)).toEqual([`has a document (2) that names another ${word}`])
})

it('finds another risk, another digest and what is no document', () => {
  expect(problems(said, { present: { ...present, risk: 'low' } })).toEqual([
    'has a document (2) with another risk than its own',
  ])
  expect(problems(said, { digest: 'x' })).toEqual(['has a document (2) that is not the one of its digest'])
  expect(problems('x')).toEqual(['has a document (2) that cannot be read'])
})

it('finds a dry run that was edited, removed or added', () => {
  const found = '{"exit_code":0,"output":"a"}'
  const named = { digest: sha256(null, `hakim/dry-run/1\n${found}`), exit_code: 0 }
  const tried = { ...said, dry_run: named }
  expect(problems(tried, { dry_run: found })).toEqual([])
  const another = ['has a dry run (2) that is not the one that its document names']
  expect(problems(tried, { dry_run: found.replace('a', 'b') })).toEqual(another)
  expect(problems({ ...said, dry_run: { ...named, exit_code: 1 } }, { dry_run: found })).toEqual(another)
  expect(problems(tried)).toEqual(['has a document (2) that names a dry run that is gone'])
  expect(problems(said, { dry_run: found })).toEqual(['has a dry run (2) that its document does not name'])
})

it.each([
  [{ offer: { risk: 'low' } }, 'low'],
  [{ offer: { risk: 'enormous' } }, null],
  [{ offer: {} }, null],
  [{ offer: null }, null],
  [{}, null],
])('reads the risk that rules go by from %j', (document, risk) => {
  expect(riskOf(document)).toBe(risk)
})

it('names approvals for another document than that of their revision', () => {
  const document: StoredDocument = {
    job_id: 'j',
    revision: 1,
    nonce: 'n',
    document: '',
    dry_run: null,
    digest: 'd',
    subject,
    present,
  }
  const vote = { vote_id: 'v', decision: 'approve', revision: 1, approval_hash: 'd' }
  const emergency = { revision: 1, approval_hash: 'e' }
  const others = [
    vote,
    { ...vote, revision: 2, approval_hash: 'x' },
    { ...vote, decision: 'reject', approval_hash: 'x' },
  ]
  expect(decidedOtherwise(others, [document])).toEqual([])
  expect(decidedOtherwise([{ ...vote, approval_hash: 'x' }, emergency], [document])).toEqual([
    'has a vote ("v") for another document than that of its revision',
    'has an emergency approval (1) for another document',
  ])
})
