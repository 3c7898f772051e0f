import { expect, it } from 'vitest'
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
  })
})

it('a deleted job can be requested again', () => {
  const deleted = text({ kind: 'deleted', status: 'Approved' })
  expect(projected(requested, approved, deleted)).toMatchObject({ deleted: true, status: null, history: [] })
  expect(projected(requested, deleted, requested)).toEqual(projected(requested))
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

it('compares a job older than the log only as far as its events go', () => {
  expect(differences(projected(approved), { ...job, history: ['anything', { status: 'Approved' }] })).toEqual(
    [],
  )
  expect(differences(projected(approved), { ...job, history: ['anything', {}] })).toHaveLength(1)
  expect(differences(projected(text({ kind: 'vote withdrawn' })), job)).toEqual([])
})
