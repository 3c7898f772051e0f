import { expect, it } from 'vitest'
import {
  checkpointOf,
  events,
  rehashed,
  sha256,
  rows as uncovered,
  walked as walkedAll,
} from '@/test/chained-log'
import { type AuditEvent, type AuditItem, eventText } from './log'

function walked(items: AuditItem[], heads: ReadonlyMap<number, string> = new Map(), limit?: number) {
  const { kept, ...rest } = walkedAll(items, { heads, ...(limit ? { limit } : {}) })
  return {
    ...rest,
    found: kept.map(({ kind, event_id, stream, seq }) => `${kind} ${event_id} ${stream} ${seq}`),
  }
}

const log = events('a', 'b', 'a', 'a', 'b', 'a')
const first = checkpointOf(1, log.slice(0, 3), null)
const second = checkpointOf(2, log.slice(3, 5), first.hash)
const whole: AuditItem[] = [
  { checkpoint: first },
  ...uncovered(...log.slice(0, 3)),
  { checkpoint: second },
  ...uncovered(...log.slice(3)),
]

it('an untouched log has no findings, with checkpoints or without', () => {
  expect(walked(uncovered(...log)).found).toEqual([])
  expect(walked(whole)).toEqual({
    counts: {
      events: 6,
      checkpoints: 2,
      uncovered: 1,
      streams: 2,
      checkpoints_following: 0,
      last_checkpoint: { checkpoint_no: 2, hash: second.hash, created_at: 'now' },
    },
    count: 0,
    found: [],
  })
  expect(walked([])).toMatchObject({ count: 0, counts: { events: 0, last_checkpoint: null } })
})

it('chains protect events without a checkpoint: each row is named', () => {
  const [a1, b1, a2, a3, b2, a4] = log as [
    AuditEvent,
    AuditEvent,
    AuditEvent,
    AuditEvent,
    AuditEvent,
    AuditEvent,
  ]
  const named = (...all: AuditEvent[]) => walked(uncovered(...all)).found
  expect(named(a1, b1, { ...a2, body: 'x' }, a3, b2, a4)).toEqual(['changed 14 a 2'])
  expect(named(a1, b1, rehashed({ ...a2, body: 'x' }), a3, b2, a4)).toEqual(['changed 14 a 2'])
  expect(named(a1, b1, { ...a2, hash: a1.hash }, a3, b2, a4)).toEqual(['changed 14 a 2'])
  expect(named(a1, b1, a3, b2, a4)).toEqual(['removed null a 2'])
  expect(named(a1, b1, { ...a3, id: 14 }, { ...a2, id: 16 }, b2, a4)).toEqual(['moved 16 a 2'])
  expect(named(a1, b1, a2, a3, b2, a4, { ...a2, id: 90 })).toEqual(['inserted 90 a 2'])
  expect(named(b1, a2)).toEqual(['removed null a 1'])
  expect(named(a1, b1, a2, b2, a3)).toEqual(['moved 16 a 3'])
  expect(named({ ...a1, prev: b1.hash, hash: sha256(b1.hash, eventText(a1)) })).toEqual(['changed 10 a 1'])
})

it('the next event must follow the last one that a checkpoint covers', () => {
  const last = log[5] as AuditEvent
  const forged = rehashed({ ...last, prev: first.hash })
  expect(walked([...whole.slice(0, -1), { event: forged }]).found).toEqual(['changed 20 a 4'])
})

it('keeps the first findings and counts all', () => {
  const gone = walked([{ checkpoint: first }, { checkpoint: second }], new Map(), 2)
  expect(gone).toMatchObject({ count: 5, found: ['truncated 10 a 1', 'truncated 12 b 1'] })
})

it('heads kept elsewhere show the checkpoints that are missing at the end', () => {
  const heads = new Map([
    [1, first.hash],
    [2, second.hash],
    [3, 'ff'],
  ])
  expect(walked(whole, heads)).toMatchObject({ count: 1, found: ['truncated null null null'] })
})
