import { expect, it } from 'vitest'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import { commandText, documentChanges, ranText } from './document-changes'

const offer = {
  ...{ digest: 'a'.repeat(64), command: ['/bin/update', '--to', '{version}'], risk: 'low' as const },
  ...{ params_schema: {}, cwd: '/srv', run_as: null, timeout_seconds: 60, builtin: null },
}
const first: ApprovalDocument = {
  ...{
    version: 3,
    job_id: '3f0e7a4e-0f8e-4d55-9a53-000000000000',
    revision: 1,
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  },
  ...{ node: 'did:kos:1', requester: 'did:kos:ada', reason_digest: null, task: 'update' },
  ...{ params: { version: '2.8.1' }, offer, window: null, expires_at: null },
}

it.each<[string, Partial<ApprovalDocument>, unknown[]]>([
  ['nothing but revision and nonce', { revision: 2, nonce: 'BAAAAAAAAAAAAAAAAAAAAA' }, []],
  [
    'a parameter, and with it the command',
    { params: { version: '2.8.2' } },
    [
      { what: 'Command', before: '/bin/update --to 2.8.1', after: '/bin/update --to 2.8.2' },
      { what: 'Parameter version', before: '"2.8.1"', after: '"2.8.2"' },
    ],
  ],
  [
    'an argument and the risk',
    { offer: { ...offer, command: [...offer.command, '--no-rollback'], risk: 'high' } },
    [
      { what: 'Command', before: '/bin/update --to 2.8.1', after: '/bin/update --to 2.8.1 --no-rollback' },
      { what: 'Risk', before: 'low', after: 'high' },
    ],
  ],
  [
    'folder and time-out',
    { offer: { ...offer, cwd: null, timeout_seconds: 90 } },
    [
      { what: 'Working folder', before: '/srv', after: null },
      { what: 'Stopped after', before: '60 s', after: '90 s' },
    ],
  ],
  [
    'the description alone',
    { offer: { ...offer, digest: 'b'.repeat(64) } },
    [{ what: 'Title or description of the task', before: null, after: null }],
  ],
  [
    'a new parameter',
    { params: { version: '2.8.1', force: true } },
    [{ what: 'Parameter force', before: null, after: 'true' }],
  ],
])('names %s', (_, more, changes) => {
  expect(documentChanges(first, { ...first, ...more })).toEqual(changes)
})

it('names parameters that are no object as one', () => {
  const [was, is] = [[], [1]].map((params) => ({ ...first, offer: null, params }))
  expect(was && is && documentChanges(was, is)).toEqual([
    { what: 'Parameter params', before: '[]', after: '[1]' },
  ])
})

it('names a window, an expiry and a task that is no longer offered', () => {
  const window = { start: '2026-11-29T02:00:00.000Z', end: '2026-11-29T04:00:00.000Z', time_zone: 'UTC' }
  const other = { ...first, window, expires_at: '2026-11-30T00:00:00.000Z', offer: null }
  const changes = documentChanges(first, other)
  const offered = ['Command', 'Working folder', 'Stopped after', 'Risk', 'Accepted parameters']
  expect(changes.map(({ what }) => what)).toEqual([...offered, 'Window', 'Expires'])
  expect(changes.map(({ before }) => before === null)).toEqual([...offered.map(() => false), true, true])
  expect(changes.map(({ after }) => after === null)).toEqual([...offered.map(() => true), false, false])
})

it('quotes an argument that would read as two, or as none', () => {
  expect(commandText(['/bin/a', 'b c', '', '{x}', '"'], { x: 'y z' })).toBe('/bin/a "b c" "" "y z" "\\""')
  expect(ranText(['/bin/a', 'b c', ''])).toBe('/bin/a "b c" ""')
})
