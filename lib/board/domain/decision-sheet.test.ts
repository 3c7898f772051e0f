import { describe, expect, it } from 'vitest'
import type { DocumentOffer } from '@/lib/signing/domain/document'
import { type SheetJob, sheetGroups, sheetJobIds, whyApart } from './decision-sheet'

const offer: DocumentOffer = {
  digest: 'a',
  command: ['/bin/clear', '{hours}h'],
  risk: 'low',
  params_schema: null,
  cwd: null,
  run_as: null,
  timeout_seconds: null,
  builtin: null,
}

const job = (jobId: string, more: Partial<SheetJob> = {}): SheetJob => ({
  ...{
    jobId,
    task: 'clear_cache',
    node: { did: `did:test:${jobId}`, name: jobId },
    status: 'PendingApproval',
  },
  ...{
    requester: { did: 'did:test:r', name: 'R', you: false },
    reason: null,
    createdAt: '2026-03-01T00:00:00Z',
  },
  ...{
    completedAt: null,
    lastMessage: null,
    progress: null,
    waitsForViewer: true,
    votes: null,
    window: null,
  },
  ...{
    expiresAt: null,
    emergency: null,
    stopping: false,
    agentBack: false,
    sample: false,
    inLog: true,
    needsInformation: false,
    triesUntil: null,
    dryRunFailed: false,
    tried: null,
  },
  ...{ verdict: null, params: { hours: 24 }, risk: 'low', revision: 1, needs: '0 of 1 owner', changes: [] },
  ...{ unfit: null, nodeState: null, approvalHash: jobId, shownVersion: jobId, edits: [], onNode: null },
  offer,
  ...more,
})

const shape = (jobs: SheetJob[]) =>
  sheetGroups(jobs).map(({ task, params, rows }) => ({
    ...{ task, params },
    rows: rows.map(({ job: { jobId }, differs }) => [jobId, differs.map(({ name }) => name)]),
  }))

describe('a group', () => {
  it('has what runs the same command; each says in what it differs from most', () => {
    expect(shape([job('one', { params: { hours: 6 } }), job('two'), job('three')])).toEqual([
      {
        ...{ task: 'clear_cache', params: { hours: 24 } },
        rows: [
          ['one', ['hours']],
          ['two', []],
          ['three', []],
        ],
      },
    ])
  })

  it.each<[string, Partial<SheetJob>]>([
    ['task', { task: 'other' }],
    ['command', { offer: { ...offer, command: ['/bin/other', '{hours}h'] } }],
    ['user', { offer: { ...offer, run_as: 'root' } }],
    ['risk', { offer: { ...offer, risk: 'medium' } }],
    ['offer at all', { offer: null }],
  ])('is another for another %s', (_, more) => {
    expect(shape([job('one'), job('two', more)])).toHaveLength(2)
  })

  it('is one whatever else its nodes would accept', () => {
    const other = { ...offer, digest: 'b', params_schema: { type: 'object' } }
    expect(shape([job('one'), job('two', { offer: other })])).toHaveLength(1)
  })

  it('of higher risk comes first', () => {
    const medium: DocumentOffer = { ...offer, risk: 'medium' }
    expect(shape([job('one'), job('two', { task: 'restart', offer: medium })])[0]?.task).toBe('restart')
  })

  it('says of parameters that are no object that they differ as a whole', () => {
    expect(shape([job('one'), job('two'), job('three', { params: ['a'] })])[0]?.rows[2]).toEqual([
      ...['three', ['params']],
    ])
  })
})

describe('set apart', () => {
  const high: DocumentOffer = { ...offer, risk: 'high' }
  it.each<[string, Partial<SheetJob>, string | null, boolean | null]>([
    ['nothing that can be approved', {}, null, null],
    ['what the person may not decide on', {}, 'You don’t own this node.', false],
    ['what nobody can approve', { unfit: 'It is not offered.' }, null, true],
    ['high risk', { offer: high }, null, false],
    ['what the node would refuse', { onNode: { counts: 'no', keys: [], why: 'Not pinned.' } }, null, false],
  ])('is %s', (_, more, refusal, rejectable) => {
    expect(whyApart(job('one', more), refusal)?.rejectable ?? null).toBe(rejectable)
  })
})

it('says what most would change, and which would change something else or failed', () => {
  const tried = (name: string, output: string, exitCode: number | null = 0) =>
    job(name, { tried: { output, exitCode } })
  const [group] = sheetGroups([
    ...[tried('one', 'a'), tried('two', 'b'), tried('three', 'b'), tried('four', 'b', 1), job('five')],
  ])
  expect(group?.output).toBe('b')
  expect(group?.rows.map((row) => row.tried)).toEqual(['other', 'same', 'same', 'failed', null])
  expect(sheetGroups([job('one')])[0]?.output).toBeNull()
})

it('sets apart what waits for its dry run', () => {
  const why = whyApart({ ...job('one'), triesUntil: '2026-11-30T12:10:00.000Z' }, null)
  expect(why).toMatchObject({ rejectable: false, why: expect.stringContaining('until 12:10 UTC') })
})

it('takes from its address each job once, and only jobs', () => {
  const [a, b] = ['0198a1b2-0000-7000-8000-000000000001', '0198a1b2-0000-7000-8000-000000000002']
  expect(sheetJobIds(`${a}.${b}.${a}.nothing`)).toEqual([a, b])
  expect(sheetJobIds(undefined)).toEqual([])
  const many = Array.from({ length: 120 }, (_, n) => `0198a1b2-0000-7000-8000-${String(n).padStart(12, '0')}`)
  expect(sheetJobIds(many.join('.'))).toHaveLength(100)
})
