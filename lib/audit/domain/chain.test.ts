import { expect, it } from 'vitest'
import { checkpointOf, events, rechained, rehashed, rows, walked } from '@/test/chained-log'
import type { AuditEvent } from './log'

// Each row that was tampered with is named once, and nothing else is.

const log = events('a', 'b', 'a', 'a', 'b', 'a', 'a', 'a')
type Eight = [AuditEvent, AuditEvent, AuditEvent, AuditEvent, AuditEvent, AuditEvent, AuditEvent, AuditEvent]
const [a1, b1, a2, a3, b2, a4, a5, a6] = log as Eight
const checkpoint = checkpointOf(1, [a1, b1, a2, a3, b2, a4], null)

/** What is found in these rows, of which a checkpoint covers those up to the fourth of the stream a. */
const foundIn = (all: AuditEvent[]) => walked([{ checkpoint }, ...rows(...all)]).kept
const named = (all: AuditEvent[]): string[] =>
  foundIn(all).map(
    ({ kind, event_id, stream, seq, checkpoint_no: no }) =>
      `${kind} ${event_id} ${stream} ${seq}${no ? '' : ' alone'}`,
  )

const garbage = 'ab'.repeat(32)
const changed = { ...a2, body: '{"n": 9}' }
const extra = { ...a2, id: 15, body: '{"added": 1}' }

it.each<[string, AuditEvent[], string[]]>([
  ['nothing', log, []],
  ['a text', [a1, b1, changed, a3, b2, a4], ['changed 14 a 2']],
  ['a text and its hash', [a1, b1, rehashed(changed), a3, b2, a4], ['changed 14 a 2']],
  ['a text and all later hashes', rechained(a1, b1, changed, a3, b2, a4), ['changed 14 a 2']],
  ['a hash', [a1, b1, { ...a2, hash: garbage }, a3, b2, a4], ['changed 14 a 2']],
  ['a link', [a1, b1, { ...a2, prev: garbage }, a3, b2, a4], ['changed 14 a 2']],
  ['a link and its hash', [a1, b1, rehashed({ ...a2, prev: garbage }), a3, b2, a4], ['changed 14 a 2']],
  [
    'a text and a later hash, which the text does not explain',
    [a1, b1, changed, a3, b2, { ...a4, hash: garbage }],
    ['changed 14 a 2', 'changed 20 a 4'],
  ],
  ['a stream', [a1, b1, { ...a2, stream: 'c' }, a3, b2, a4], ['moved 14 a 2']],
  [
    'the places of two rows',
    [a1, b1, { ...a3, id: a2.id }, { ...a2, id: a3.id }, b2, a4],
    ['moved 14 a 2', 'moved 16 a 3'],
  ],
  ['a number', [a1, b1, { ...a2, seq: 7 }, a3, b2, a4], ['moved 14 a 2']],
  ['a number and its hash', [a1, b1, { ...a2, seq: 7, hash: garbage }, a3, b2, a4], ['moved 14 a 2']],
  [
    'a number and all later ones alike',
    [a1, b1, { ...a2, seq: 7 }, { ...a3, seq: 8 }, b2, { ...a4, seq: 9 }],
    ['moved 14 a 2'],
  ],
  [
    'two numbers differently',
    [a1, b1, { ...a2, seq: 4 }, { ...a3, seq: 6 }, b2, a4],
    ['moved 14 a 2', 'moved 16 a 3'],
  ],
])('a change of %s', (_, all, names) => {
  expect(named(all)).toEqual(names)
})

it.each<[string, AuditEvent[], string[]]>([
  ['a row is gone', [a1, b1, a3, b2, a4], ['removed 14 a 2']],
  ['a row is gone and all later ones rewritten', rechained(a1, b1, a3, b2, a4, a5, a6), ['removed 14 a 2']],
  ['a row is gone and only the next one renumbered', [...rechained(a1, b1, a3), b2, a4], ['removed 14 a 2']],
  ['two rows are gone', [b1, a2, b2, a4], ['removed 10 a 1', 'removed 16 a 3']],
  ['a row was added', [a1, b1, a2, extra, a3, b2, a4], ['inserted 15 a 2']],
  [
    'a row was added and all later ones rewritten',
    rechained(a1, b1, a2, extra, a3, b2, a4, a5, a6),
    ['inserted 15 a 3'],
  ],
  [
    'a row was added and only the covered ones rewritten',
    [...rechained(a1, b1, a2, extra, a3, b2, a4), a5, a6],
    ['inserted 15 a 3'],
  ],
  [
    'a row of another stream was added',
    [a1, b1, a2, { ...a1, id: 15, stream: 'c' }, a3, b2, a4],
    ['inserted 15 c 1'],
  ],
])('%s', (_, all, names) => {
  expect(named(all)).toEqual(names)
})

const last = rehashed({ ...a4, body: '{"n": 9}' })
const again = rehashed({ ...a4, id: 21, body: '{"n": 9}' })
const chained = (event: AuditEvent, to: string): AuditEvent => rehashed({ ...event, prev: to })

it.each<[string, AuditEvent[], string[]]>([
  [
    'the hash of the last one was changed',
    [a1, b1, a2, a3, b2, { ...a4, hash: garbage }, a5],
    ['changed 20 a 4'],
  ],
  [
    'they follow from a last one that was changed',
    [a1, b1, a2, a3, b2, last, chained(a5, last.hash)],
    ['changed 20 a 4'],
  ],
  [
    'they follow from another than the last one, which was changed',
    [a1, b1, a2, a3, b2, last, chained(a5, garbage)],
    ['changed 20 a 4'],
  ],
  ['the last one is gone', [a1, b1, a2, a3, b2, a5, a6], ['removed 20 a 4']],
  [
    'the last one and the next are gone',
    [a1, b1, a2, a3, b2, a6],
    ['removed 20 a 4', 'removed null a 5 alone'],
  ],
  ['the last one is there twice', [a1, b1, a2, a3, b2, a4, again, a5], ['inserted 21 a 4 alone']],
  [
    'they follow from a second last one',
    [a1, b1, a2, a3, b2, a4, again, chained(a5, again.hash)],
    ['inserted 21 a 4 alone', 'changed 22 a 5 alone'],
  ],
  [
    'rows were added before and after the last one',
    rechained(a1, b1, a2, extra, a3, b2, a4, a5).toSpliced(7, 0, { ...a1, id: 21 }),
    ['inserted 15 a 3', 'inserted 21 a 1 alone'],
  ],
  [
    'both text and link of a later one were changed',
    [a1, b1, a2, a3, b2, a4, { ...a5, body: 'x', prev: garbage }],
    ['changed 22 a 5 alone'],
  ],
])('rows after the covered ones: %s', (_, all, names) => {
  expect(named(all)).toEqual(names)
})

it('checks the link of a row whose predecessor is gone', () => {
  expect(named([a1, b1, a2, a3, b2, chained(a5, garbage)])).toEqual([
    'removed 20 a 4',
    'changed 22 a 5 alone',
  ])
  const first = checkpointOf(1, [a1], null)
  const { kept } = walked([{ checkpoint: first }, ...rows(chained(a2, garbage))])
  expect(kept.map(({ kind, event_id }) => [kind, event_id])).toEqual([
    ['removed', 10],
    ['changed', 14],
  ])
})

it('tells a row that its checkpoint does not have from one whose hash alone differs', () => {
  expect(foundIn([a1, b1, changed, a3, b2, a4])[0]?.detail).toMatch(/^does not match its checkpoint$/)
  expect(foundIn([a1, b1, { ...a2, prev: garbage }, a3, b2, a4])[0]?.detail).toMatch(/^the hash in its row/)
})
