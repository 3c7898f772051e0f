import { expect, it } from 'vitest'
import { type VoteFacts, voteNote } from './vote-note'

const counts: VoteFacts = {
  decision: 'approve',
  revision: 2,
  withdrawn: false,
  replaced: false,
  role: 'approver',
  disabled: false,
  standing: 'owner',
  isRequester: false,
  keyRevoked: false,
  policyRefuses: null,
  notOnNode: null,
}
const pending = { revision: 2, status: 'PendingApproval' }

it('says nothing about a vote that counts', () => {
  expect(voteNote(counts, pending)).toBeNull()
})

it.each<[string, Partial<VoteFacts>, RegExp]>([
  ['was withdrawn', { withdrawn: true }, /^withdrawn$/],
  [
    'gave way to the decision of its person',
    { withdrawn: true, replaced: true },
    /^replaced by their own decision$/,
  ],
  ['was given for an earlier revision', { revision: 1 }, /changed or reopened/],
  ['is the requester’s own', { isRequester: true }, /own request/],
  ['was signed with a key that was revoked', { keyRevoked: true }, /key that signed it was revoked/],
  [
    'a policy gave that has ended',
    { policyRefuses: 'it has ended' },
    /no longer approves this, as it has ended$/,
  ],
  ['came from someone who is disabled', { disabled: true }, /person is disabled/],
  ['came from someone who lost the role', { role: 'operator' }, /no longer an approver/],
  ['came from someone who lost the right to decide', { standing: null }, /can no longer decide/],
  ['the node refuses', { notOnNode: 'it is not signed' }, /^does not count on the node: it is not signed$/],
])('says why a vote that %s does not count', (_, change, why) => {
  expect(voteNote({ ...counts, ...change }, pending)).toMatch(why)
})

it('leaves the decision alone once the job has been claimed', () => {
  const gone = { ...counts, role: 'operator', standing: null } as const
  expect(voteNote(gone, { revision: 2, status: 'Completed' })).toBeNull()
})
