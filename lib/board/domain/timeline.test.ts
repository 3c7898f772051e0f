import { describe, expect, it } from 'vitest'
import type { StatusChange } from '@/lib/jobs/domain/status'
import type { RecordedChange } from './recorded-history'
import { jobTimeline, type LoggedEvent } from './timeline'

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString()
const change = (second: number, status: string, message = '', actor_did = 'did:a'): StatusChange => ({
  status,
  timestamp: at(second),
  message,
  actor_did,
})
type Event = Omit<LoggedEvent, 'seq'>
/** As if each was written and logged at its time; of the same moment, votes before decisions. */
function timeline(history: StatusChange[], events: Event[]) {
  const order = [...events, ...history].sort((a, b) => timeOf(a) - timeOf(b) || 0)
  return jobTimeline(
    history.map((one) => ({ ...one, seq: order.indexOf(one), recordedAt: one.timestamp || null })),
    events.map((event) => ({ ...event, seq: order.indexOf(event) })),
  )
}
const timeOf = (one: Event | StatusChange): number => Date.parse('at' in one ? one.at : one.timestamp)
const labels = (history: StatusChange[], events: Event[]) =>
  timeline(history, events).map((entry) => `${entry.status ?? '-'} ${entry.label}`)
const requested = change(0, 'PendingApproval', 'It hangs')

describe('the timeline of a job', () => {
  it('is its history if the log adds nothing', () => {
    expect(timeline([requested, change(5, 'Approved', 'Approved')], [])).toEqual([
      {
        at: at(0),
        actorDid: 'did:a',
        status: 'PendingApproval',
        label: 'Pending approval',
        message: 'It hangs',
        emergency: false,
        clockNote: null,
      },
      {
        at: at(5),
        actorDid: 'did:a',
        status: 'Approved',
        label: 'Approved',
        message: null,
        emergency: false,
        clockNote: null,
      },
    ])
  })

  it('has each vote at its time, and the deciding one within the decision', () => {
    const events: Event[] = [
      { at: at(3), kind: 'vote', person_did: 'did:b', decision: 'approve', reason: 'fine' },
      { at: at(9), kind: 'vote', person_did: 'did:a', decision: 'approve' },
    ]
    expect(labels([requested, change(9, 'Approved')], events)).toEqual([
      'PendingApproval Pending approval',
      '- Voted to approve',
      'Approved Approved',
    ])
  })

  it('keeps someone else’s vote at the moment of the decision', () => {
    const vote: Event = { at: at(9), kind: 'vote', person_did: 'did:b', decision: 'approve' }
    expect(labels([requested, change(9, 'Approved')], [vote])).toHaveLength(3)
  })

  it('explains a note with an unchanged status', () => {
    const history = [
      requested,
      change(4, 'PendingApproval', 'Not now'),
      change(8, 'PendingApproval', 'Changed (window)'),
    ]
    const window_start = at(30)
    const events: Event[] = [
      { at: at(4), kind: 'vote withdrawn', actor_did: 'did:a' },
      { at: at(8), kind: 'window', actor_did: 'did:a', revision: 2, window_start },
    ]
    expect(labels(history, events)).toEqual([
      'PendingApproval Pending approval',
      '- Vote withdrawn',
      '- Window changed (revision 2)',
    ])
  })

  it.each<[string, Partial<Event>[], string]>([
    ['the expiry alone', [{ kind: 'window', expires_at: at(50) }], 'Expiry changed (revision 2)'],
    [
      'the same expiry in another time zone, and a new window',
      [{ kind: 'window', expires_at: '2026-11-24T13:00:40+01:00', window_end: at(35) }],
      'Window changed (revision 2)',
    ],
    [
      'parameters, window and expiry',
      [{ kind: 'revised' }, { kind: 'window', expires_at: at(50), time_zone: 'UTC' }],
      'Parameters, window and expiry changed (revision 2)',
    ],
    ['the parameters', [{ kind: 'revised' }], 'Parameters changed'],
  ])('names the changed parts of the request: %s', (_, acts, label) => {
    const times = {
      kind: 'window',
      revision: 1,
      window_start: at(30),
      window_end: at(40),
      expires_at: at(40),
    }
    const events = acts.map((act) => ({
      ...(act.kind === 'window' ? { ...times, revision: 2 } : {}),
      ...{ kind: '', at: at(8), actor_did: 'did:a' },
      ...act,
    }))
    const history = [requested, change(8, 'PendingApproval', 'Changed')]
    expect(labels(history, [{ ...times, at: at(0) }, ...events])[1]).toBe(`- ${label}`)
  })

  it('names the expiry of a request without times', () => {
    const event = { at: at(8), kind: 'window', actor_did: 'did:a', revision: 2, expires_at: at(50) }
    expect(labels([requested], [event])[1]).toBe('- Expiry changed (revision 2)')
  })

  it('leaves out the request’s own window', () => {
    expect(labels([requested], [{ at: at(20), kind: 'window', revision: 1 }])).toHaveLength(1)
  })

  it('marks an emergency approval and its review', () => {
    const events: Event[] = [
      { at: at(6), kind: 'glass broken', person_did: 'did:a', reason: 'The disk is full and nobody answers' },
      {
        at: at(30),
        kind: 'glass reviewed',
        person_did: 'did:b',
        verdict: 'not_justified',
        review: 'They did answer',
      },
    ]
    const emergency = timeline(
      [requested, change(6, 'Approved', 'Without the owner: The disk is full and nobody answers')],
      events,
    )
    expect(emergency.map(({ emergency: red, label }) => [red, label])).toEqual([
      [false, 'Pending approval'],
      [true, 'Approved without the owner'],
      [true, 'Reviewed: not justified'],
    ])
    expect(emergency[1]?.message).toBe('The disk is full and nobody answers')
    expect(emergency[2]?.message).toBe('They did answer')
  })

  it('leaves entries without a time where their writer put them', () => {
    const odd = { status: 'Half done', timestamp: '', message: '' }
    expect(labels([requested, odd], [])).toEqual(['PendingApproval Pending approval', 'Half done Half done'])
  })

  it('keeps the order of writing where the clock of another program disagrees, and says so', () => {
    const recorded = (seq: number, own: number, status: string, message = ''): RecordedChange => ({
      ...change(own, status, message),
      ...{ seq, recordedAt: at(seq * 100) },
    })
    const history = [
      recorded(1, 100, 'PendingApproval'),
      recorded(3, 250, 'Running'),
      recorded(4, 30, 'Completed'),
    ]
    const vote = { seq: 2, at: at(200), kind: 'vote', person_did: 'did:b', decision: 'approve' as const }
    const shown = jobTimeline(history, [vote, { seq: 4, at: at(400), kind: 'status' }])
    expect(shown.map(({ label, at: time, clockNote }) => [label, time, clockNote])).toEqual([
      ['Pending approval', at(100), null],
      ['Voted to approve', at(200), null],
      ['Running', at(250), null],
      ['Completed', at(30), 'recorded at 2026-11-24 12:06:40 UTC: the clock of its writer disagrees'],
    ])
  })

  it('keeps it for entries from before the log as well', () => {
    const old = (own: number, status: string): RecordedChange => ({
      ...change(own, status),
      seq: 0,
      recordedAt: null,
    })
    const shown = jobTimeline([old(900, 'Approved'), old(870, 'Running'), old(0, 'Completed')], [])
    expect(shown.map(({ label, clockNote }) => [label, clockNote])).toEqual([
      ['Approved', null],
      ['Running', null],
      ['Completed', 'written after the entry above: the clock of a writer disagrees'],
    ])
  })
})
