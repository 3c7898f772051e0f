import { expect, it } from 'vitest'
import { changeMail, firstKeyMail } from './mails'

const change = {
  kind: 'add_owner' as const,
  what: { did: 'did:a:\nbea' },
  node_did: 'did:kos:\u202e1',
  reason: 'She is\n\nhere now',
  asked_by: 'did:a:ada',
  due_at: new Date('2026-12-01T08:05:59Z'),
}

it('asks an owner, each thing that somebody wrote in one line', () => {
  const { subject, text } = changeMail(change, 'https://hakim.example.org/settings')
  expect(subject).toBe('Hakim: a change of who decides on your node')
  expect(text.split('\n\n')).toEqual([
    'did:a:ada asks: Add did:a: bea as an owner.',
    'Node: did:kos: 1',
    'Reason: She is here now',
    'It takes effect on 1 December 2026 at 08:05 UTC unless an owner refuses. Agree or refuse here:\nhttps://hakim.example.org/settings',
    '',
  ])
  const rule = changeMail({ ...change, node_did: null, reason: null, asked_by: null }, 'x')
  expect(rule.text.split('\n\n')).toEqual([
    expect.stringMatching(/^Somebody at the server’s terminal asks: /),
    expect.stringContaining('It takes effect'),
    '',
  ])
})

it('names the first ten nodes that a new key is about', () => {
  const textOf = (nodes: number) =>
    firstKeyMail({
      ...{ name: ' Bea\n', did: 'did:a:bea', key: 'did:key:z' },
      nodes: Array.from({ length: nodes }, (_, n) => `n${n}`),
    }).text
  expect(textOf(2).split('\n\n')).toEqual([
    'Bea (did:a:bea) has a key for signing decisions now, and no other:\ndid:key:z',
    'You both own n0, n1.',
    expect.stringContaining('Ask them'),
    '',
  ])
  expect(textOf(10)).toContain('n8, n9.')
  expect(textOf(11)).toContain('n8, n9 and 1 more.')
})
