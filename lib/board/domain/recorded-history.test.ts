import { expect, it } from 'vitest'
import { recordedHistory } from './recorded-history'

const entry = (status: string) => ({ status, timestamp: '2026-01-31T09:30:00Z' })
const logged = (seq: number, kind: string, ...statuses: string[]) => ({
  seq,
  at: `at ${seq}`,
  kind,
  history: statuses.map(entry),
})
const places = (history: unknown, events: Parameters<typeof recordedHistory>[1]) =>
  recordedHistory(history, events).map(({ status, seq, recordedAt }) => [status, seq, recordedAt])

it('finds each entry in the log, also several of one change and those behind unreadable ones', () => {
  const events = [
    logged(1, 'requested', 'PendingApproval'),
    { seq: 2, at: 'at 2', kind: 'vote' },
    logged(3, 'status', 'Approved'),
    { seq: 4, at: 'at 4', kind: 'note', history: [7] },
    logged(5, 'status', 'Running', 'Running'),
  ]
  const history = [entry('PendingApproval'), entry('Approved'), 7, entry('Running'), entry('Running')]
  expect(places(history, events)).toEqual([
    ['PendingApproval', 1, 'at 1'],
    ['Approved', 3, 'at 3'],
    ['Running', 5, 'at 5'],
    ['Running', 5, 'at 5'],
  ])
})

it('puts what was there before the log first, and what the log has not yet last', () => {
  const old = [entry('PendingApproval'), entry('Approved'), entry('Running')]
  expect(places(old, [logged(1, 'status', 'Running')])).toEqual([
    ['PendingApproval', 0, null],
    ['Approved', 0, null],
    ['Running', 1, 'at 1'],
  ])
  expect(places(old, [logged(1, 'requested', 'PendingApproval')]).map(([, seq]) => seq)).toEqual([
    1,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
  ])
  expect(places({ not: 'a list' }, [])).toEqual([])
})

it('counts a history that was not a list as one entry', () => {
  const events = [{ seq: 1, at: 'at 1', kind: 'requested', history: 'text' }, logged(2, 'status', 'Approved')]
  expect(places(['text', entry('Approved')], events)).toEqual([['Approved', 2, 'at 2']])
})
