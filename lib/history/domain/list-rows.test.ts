import { expect, it } from 'vitest'
import type { AuditEntry, CheckpointMark } from './audit-entry'
import { listRows } from './list-rows'

const entry = (id: number, at: string | null): AuditEntry => ({
  ...{ id, at, stream: 'test', seq: id, kind: 'x', parts: [], text: '', icon: 'job', alarming: false },
  ...{ nodeDid: null, jobId: null, actorDid: null, body: '{}', hash: '', prevHash: null, line: '' },
  ...{ hashMatches: true, prevMatches: true, checkpoint: null },
})
const mark = (no: number, lastEventId: number): CheckpointMark => ({ no, at: '', hash: '', lastEventId })

const shown = (entries: AuditEntry[], checkpoints: CheckpointMark[], zone = 'UTC'): unknown[] =>
  listRows(entries, checkpoints, { zone, now: new Date('2026-11-28T14:00:00Z') }).map((row) =>
    'day' in row ? row.day : 'entry' in row ? row.entry.id : [row.checkpoints.first, row.checkpoints.last],
  )

it('puts entries under the days of the reader’s zone', () => {
  const entries = [
    entry(4, '2026-11-28T01:00:00Z'),
    entry(3, '2026-11-27T23:30:00.123456Z'),
    entry(2, null),
    entry(1, '2025-12-31T12:00:00Z'),
  ]
  expect(shown(entries, [])).toEqual([
    ...['Today, Sat 28 Nov', 4, 'Yesterday, Fri 27 Nov', 3, 2, 'Wed 31 Dec 2025', 1],
  ])
  expect(shown(entries.slice(0, 2), [], 'Africa/Cairo')).toEqual(['Today, Sat 28 Nov', 4, 3])
})

it('puts a checkpoint above the entries that it covers, and gathers those of a quiet time', () => {
  const at = '2026-11-28T01:00:00Z'
  const entries = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((id) => entry(id, at))
  expect(shown(entries.slice(0, 3), [mark(7, 14)])).toEqual(['Today, Sat 28 Nov', 15, [7, 7], 14, 13])
  // An entry that was removed does not take its checkpoint along.
  expect(shown([entry(15, at), entry(13, at)], [mark(7, 14)])).toEqual(['Today, Sat 28 Nov', 15, [7, 7], 13])
  const each = entries.map(({ id }) => mark(id, id))
  expect(shown(entries, each)).toEqual([
    ...['Today, Sat 28 Nov', [6, 15], 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, [3, 5], 5, 4, 3],
  ])
})
