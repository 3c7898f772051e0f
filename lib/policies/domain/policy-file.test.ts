import { expect, it } from 'vitest'
import { policyOf } from '@/test/plain-policy'
import { draftOf, policyFile } from './policy-draft'
import { parsePolicyFile } from './policy-file'

const policy = policyOf({ params: { days: { min: 10, max: 60, optional: false } } })
const identity = { policy_id: policy.policy_id, revision: 2, person: policy.person }
const text = policyFile(draftOf(policy), identity)
const with_ = (more: object): string => JSON.stringify({ ...policy, ...more })

it('reads what it wrote, also as a file of another revision or policy', () => {
  expect(parsePolicyFile(text, identity)).toEqual({ ok: true, value: draftOf(policy) })
  const other = with_({ revision: 7, policy_id: '0198a1b2-0000-7000-8000-00000000000a' })
  expect(parsePolicyFile(other, identity)).toEqual({ ok: true, value: draftOf(policy) })
  const { version: _, policy_id: __, revision: ___, person: ____, ...bare } = policy
  expect(parsePolicyFile(JSON.stringify(bare), identity)).toEqual({ ok: true, value: draftOf(policy) })
})

it.each([
  ['{', '', 'is not JSON'],
  ['[]', '', 'must be a JSON object'],
  ['{"task":"a","task":"b"}', 'task', expect.any(String)],
  [with_({ version: 2 }), 'version', 'must be 1'],
  [with_({ person: 'did:other' }), 'person', expect.stringContaining('must be you')],
  [with_({ rate: { per_node_per_day: 0, per_day: 1 } }), 'rate.per_node_per_day', expect.any(String)],
  [with_({ params: { days: { min: 9, max: 1, optional: false } } }), 'params.days.max', expect.any(String)],
  [
    with_({ windows: [{ weekdays: [1], start_minute: 1_440, duration_minutes: 1 }] }),
    'windows[0].start_minute',
    expect.any(String),
  ],
  [with_({ nodes: ['b', 'a'] }), 'nodes', 'must be sorted, each once'],
  [with_({ ends: policy.starts }), 'ends', 'must be after starts'],
  [with_({ risk: 'high' }), expect.any(String), expect.any(String)],
])('names the path of what is wrong in %s', (file, path, message) => {
  expect(parsePolicyFile(file, identity)).toEqual({ ok: false, problem: { path, message } })
})
