import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { differences, projectJob, type StoredJob } from './job-projection'

const text = (event: object): string => JSON.stringify(event)
const first = { status: 'PendingApproval', message: 'Requested' }
const subject = { target_node_did: 'did:a:1', requester_did: 'did:b:1', task_name: 'restart' }
const requested = text({ kind: 'requested', params_sha256: 'aa', history: [first], ...subject })
const approved = text({
  kind: 'status',
  from: 'PendingApproval',
  to: 'Approved',
  history: [{ status: 'Approved' }],
})

const projected = (...bodies: string[]) => {
  const result = projectJob(bodies)
  if (!result) throw new Error('unreadable')
  return result
}

it('reads requests, revisions, status changes and notes; votes do not affect the job', () => {
  const revised = text({ kind: 'revised', params_sha256: 'bb' })
  const note = text({ kind: 'note', from: 'Approved', to: 'Approved', history: [{ message: 'a word' }] })
  expect(projected(requested, revised, text({ kind: 'vote' }), approved, note)).toEqual({
    deleted: false,
    status: 'Approved',
    paramsHash: 'bb',
    detailsHash: null,
    subject,
    history: [first, { status: 'Approved' }, { message: 'a word' }],
    fromStart: true,
    decisions: expect.anything(),
    sequence: [],
  })
})

it('is pending once requested, and what is no move leaves it as it is', () => {
  const others = ['vote', 'vote withdrawn', 'window', 'details'].map((kind) => text({ kind }))
  expect(projected(requested).status).toBe('PendingApproval')
  expect(projected(requested, approved, ...others)).toMatchObject({ status: 'Approved', paramsHash: 'aa' })
})

it('takes more entries of a history at once than a call takes arguments', () => {
  const note = text({ kind: 'note', history: Array(200_000).fill(0) })
  expect(projected(requested, note).history).toHaveLength(200_001)
})

it('takes the latest digest of the details, of whatever event', () => {
  const details = (digest: string | null) => text({ kind: 'details', details_sha256: digest })
  expect(projected(requested, details('dd'), approved, details(null)).detailsHash).toBe('dd')
  expect(projected(requested, details('dd'), details('ee')).detailsHash).toBe('ee')
})

it('says which events do not follow from those before them, but for those from before the log', () => {
  expect(projected(requested, approved, approved).sequence).toMatchObject([{ event: 2 }])
  expect(projectJob([requested, approved, approved], 2)?.sequence).toEqual([])
})

it('takes its decisions and moves from all events, numbered from 0', () => {
  const { decisions } = projected(requested, text({ kind: 'vote', vote_id: 'v' }), approved)
  expect(decisions.differences([], [])).toHaveLength(1)
  expect(decisions.moves.wrong).toMatchObject([{ event: 2 }])
  // Whatever becomes of the job, that stays wrong.
  expect(projected(requested, approved, requested).decisions.moves.wrong).toMatchObject([{ event: 1 }])
})

it('a deleted job can be requested again', () => {
  const deleted = (status: string) => text({ kind: 'deleted', status })
  expect(projected(requested, approved, deleted('Approved'))).toMatchObject({
    deleted: true,
    status: null,
    history: [],
  })
  expect(projected(requested, deleted('PendingApproval'), requested)).toEqual(projected(requested))
})

it.each(['x', '[]', '"a"', 'null'])('%s is not an event', (body) => {
  expect(projectJob([requested, body])).toBeNull()
})

const job: StoredJob = {
  ...subject,
  status: 'Approved',
  paramsHash: 'aa',
  detailsHash: 'dd',
  votes: [],
  emergencies: [],
  history: [{ message: 'Requested', status: 'PendingApproval' }, { status: 'Approved' }],
}

it('finds no difference where there is none, whatever the order of keys', () => {
  expect(differences(projected(requested, approved), job)).toEqual([])
})

it('names each difference', () => {
  const events = projected(requested, approved)
  expect(differences(events, { ...job, status: 'Running' })).toEqual([
    'is Running, but its events say Approved',
  ])
  expect(differences(events, { ...job, paramsHash: 'cc' })).toEqual([
    'has parameters that differ from its events',
  ])
  for (const part of ['target_node_did', 'requester_did', 'task_name'] as const)
    expect(differences(events, { ...job, [part]: 'other' })).toEqual([
      `has a ${part} that differs from its events`,
    ])
  const others: StoredJob['history'][] = [
    [],
    [first],
    [first, { status: 'Approved' }, {}],
    [first, { status: 'Approved', n: null }],
    [first, ['Approved']],
    null,
  ]
  for (const history of others)
    expect(differences(events, { ...job, history })).toEqual(['has a history that differs from its events'])
})

it('compares the digest of the details, if an event has one', () => {
  const details = text({ kind: 'details', details_sha256: 'dd' })
  expect(differences(projected(requested, approved, details), job)).toEqual([])
  expect(differences(projected(requested, approved, details), { ...job, detailsHash: 'ee' })).toEqual([
    expect.stringMatching(/details, times/),
  ])
})

it('names votes and emergency approvals that differ', () => {
  const events = projected(requested, approved)
  expect(differences(events, { ...job, votes: [{ vote_id: 'v' }], emergencies: [{ revision: 1 }] })).toEqual([
    expect.stringMatching(/a vote \(v\)/),
    expect.stringMatching(/an emergency approval \(1\)/),
  ])
})

it.each<[string, JsonObject]>([
  ['an object', { history: { message: 'x' } }],
  ['a text', { history: 'x' }],
  ['nothing', { history: null }],
])('a history that is %s counts as the first entry', (_, { history = null }) => {
  const events = projected(text({ kind: 'requested', ...subject, history }), approved)
  expect(events.history).toEqual([history, { status: 'Approved' }])
  const stored = { ...job, status: 'PendingApproval', history }
  const asStored = projected(text({ kind: 'requested', ...subject, history }))
  expect(differences(asStored, stored)).toEqual([])
  expect(differences(asStored, { ...stored, history: [] })).toHaveLength(1)
})

it('judges nothing that an event does not say', () => {
  const silent = projected(text({ kind: 'requested' }), text({ kind: 'revised' }), text({ kind: 'note' }))
  expect(silent).toMatchObject({ status: null, paramsHash: null, detailsHash: null, history: [null] })
  expect(silent.subject).toEqual({ target_node_did: null, requester_did: null, task_name: null })
})

it('compares a job older than the log only as far as its events go', () => {
  expect(differences(projected(approved), { ...job, history: ['anything', { status: 'Approved' }] })).toEqual(
    [],
  )
  expect(differences(projected(approved), { ...job, history: ['anything', {}] })).toHaveLength(1)
  expect(differences(projected(text({ kind: 'vote withdrawn' })), job)).toEqual([])
})
