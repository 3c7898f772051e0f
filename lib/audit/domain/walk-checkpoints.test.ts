import { describe, expect, it } from 'vitest'
import { checkpointOf, events, rechained, rehashed, rows, walked } from '@/test/chained-log'
import type { AuditEvent, AuditItem } from './log'

const log = events('a', 'b', 'a', 'a', 'b', 'a')
const [a1, b1, a2, a3, b2, a4] = log as [
  AuditEvent,
  AuditEvent,
  AuditEvent,
  AuditEvent,
  AuditEvent,
  AuditEvent,
]
const first = checkpointOf(1, [a1, b1], null)
const second = checkpointOf(2, [a2, a3], first.hash)
const third = checkpointOf(3, [b2, a4], second.hash)
const broken = { ...second, hash: 'ab'.repeat(32) }

const checkpoints = (...all: (typeof first)[]): AuditItem[] => all.map((checkpoint) => ({ checkpoint }))
const foundIn = (items: AuditItem[], limit?: number) => walked(items, limit ? { limit } : {})
const named = (items: AuditItem[]): string[] =>
  foundIn(items).kept.map(({ kind, event_id, stream, seq, checkpoint_no }) =>
    stream === null
      ? `${kind} checkpoint ${checkpoint_no}`
      : `${kind} ${event_id} ${stream} ${seq} of ${checkpoint_no}`,
  )

const added = (id: number): AuditEvent => rehashed({ ...a1, id, stream: 'c' })
const renumbered = rehashed({ ...a4, seq: 2 })
const changed = rehashed({ ...b2, body: '{"n": 9}' })

it.each<[string, AuditItem[], string[]]>([
  ['all checkpoints before all rows', [...checkpoints(first, second, third), ...rows(...log)], []],
  [
    'a checkpoint without events',
    [...checkpoints(first), ...rows(a1, b1), ...checkpoints(checkpointOf(2, [], first.hash)), ...rows(a2)],
    [],
  ],
  ['the same row twice', [...checkpoints(first), ...rows(a1, a1, b1)], ['moved 10 a 1 of null']],
  [
    'a row before all of a checkpoint',
    [...checkpoints(first), ...rows(added(9), a1, b1)],
    ['inserted 9 c 1 of 1'],
  ],
  [
    'a row before all of the second',
    [...checkpoints(first, second), ...rows(a1, b1, added(13), a2, a3)],
    ['inserted 13 c 1 of 2'],
  ],
])('%s', (_, items, names) => {
  expect(named(items)).toEqual(names)
})

describe('after a checkpoint that is missing or not valid', () => {
  it.each<[string, AuditItem[], string[]]>([
    [
      'the rows that it covered are taken alone',
      [...checkpoints(first, broken, third), ...rows(...log)],
      ['changed checkpoint 2'],
    ],
    [
      'the rows before the first one are taken alone',
      [...checkpoints(second), ...rows(a1, b1, a2, a3)],
      ['removed checkpoint 1'],
    ],
    [
      'a row between those of the next one was added',
      [...checkpoints(second), ...rows(a1, b1, a2, added(15), a3)],
      ['removed checkpoint 1', 'inserted 15 c 1 of 2'],
    ],
    [
      'the first row of the next one was changed',
      [...checkpoints(first, broken, third), ...rows(a1, b1, a2, a3, changed, a4)],
      ['changed checkpoint 2', 'changed 18 b 2 of 3'],
    ],
    [
      'its rows are gone, too',
      [...checkpoints(first, broken, third), ...rows(a1, b1, b2, a4)],
      ['changed checkpoint 2', 'removed null a 2 of null', 'removed null a 3 of null'],
    ],
    [
      'its rows are gone and the later ones renumbered',
      [...checkpoints(first, broken, third), ...rows(a1, b1, b2, renumbered)],
      ['changed checkpoint 2', 'removed null a 2 of null', 'removed null a 3 of null'],
    ],
    [
      'one of its rows is gone',
      [...checkpoints(first, broken, third), ...rows(a1, b1, a3, b2, a4)],
      ['changed checkpoint 2', 'removed null a 2 of null'],
    ],
    [
      'one of its rows was changed, and all later ones rewritten',
      [...checkpoints(first, broken, third), ...rows(...rechained(a1, b1, { ...a2, body: 'x' }, a3, b2, a4))],
      ['changed checkpoint 2', 'changed 20 a 4 of 3'],
    ],
  ])('%s', (_, items, names) => {
    expect(named(items)).toEqual(names)
  })

  it.each<[string, AuditEvent[]]>([
    ['was changed', rechained(a1, b1, { ...a2, body: 'x' }, a3, b2, a4)],
    ['is gone', [a1, b1, b2, { ...a4, body: 'x' }]],
  ])('says of the next row that it may be an earlier one that %s', (_, all) => {
    const { kept } = foundIn([...checkpoints(first, broken, third), ...rows(...all)])
    expect(kept.find(({ event_id }) => event_id === a4.id)?.detail).toContain('or an earlier event')
  })
})

it('says whether rows that are gone have others after them', () => {
  const details = (...all: AuditEvent[]) =>
    foundIn([...checkpoints(first), ...rows(...all)]).kept.map(({ kind, detail }) => [
      kind,
      /all after it/.test(detail),
    ])
  expect(details(b1)).toEqual([['removed', false]])
  expect(details(a1)).toEqual([['truncated', true]])
})

it('names the row after which one comes that belongs before it', () => {
  const { kept } = foundIn(rows(a1, b1, a2, { ...b1, id: 11 }))
  expect(kept.map(({ kind, detail }) => [kind, detail])).toEqual([['moved', 'comes after event 14']])
})

describe('in a log that somebody made large', () => {
  it('names 10,000 missing numbers of a chain', () => {
    const far = rehashed({ ...a4, seq: 20_000 })
    expect(foundIn(rows(a1, far)).count).toBe(10_000)
    const items = [...checkpoints(first, broken, checkpointOf(3, [far], second.hash)), ...rows(a1, b1, far)]
    expect(foundIn(items).count).toBe(1 + 10_000)
  })

  const many = Array.from({ length: 50_001 }, (_, n) => ({ ...a1, id: 100 + n, seq: n + 1 }))

  it('names 1,000 rows that are gone, and counts the others', () => {
    const { kept, count } = foundIn(checkpoints(checkpointOf(1, many.slice(0, 1_500), null)), 5_000)
    expect([kept.length, count]).toEqual([1_000, 1_500])
  })

  it.each([
    [50_000, 49_999],
    [50_001, 50_001],
  ])(
    'of %i rows that the next checkpoint waits for, of which one comes, it misses %i',
    (waiting, missing) => {
      const large = checkpointOf(1, many.slice(0, waiting), null)
      const next = checkpointOf(2, [], large.hash)
      expect(foundIn([...checkpoints(large, next), ...rows({ ...a1, id: 100 })]).count).toBe(missing)
    },
  )
})
