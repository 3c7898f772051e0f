import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { type JudgedJob, toldBy, wrongDecisions } from './decision-check'
import { projectJob } from './job-projection'
import { RightsHistory } from './rights-history'
import { micros } from './row-values'

const at = (minute: number): string => new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString()

type Event = [stream: 'rights' | 'job', body: JsonObject]

/** What is wrong with the decisions of a job, by these events of both chains in the order of their ids. */
function wrongOf(events: readonly Event[], more: Partial<JudgedJob> = {}): string[] {
  const rights = new RightsHistory()
  const job: { id: number; body: JsonObject }[] = []
  for (const [n, [stream, body]] of events.entries()) {
    const seq = 1 + events.slice(0, n).filter(([other]) => other === stream).length
    if (stream === 'job') job.push({ id: n + 1, body })
    else rights.take({ id: n + 1, stream, seq, body: JSON.stringify(body), prev: null, hash: '' })
  }
  const projected = projectJob(job.map(({ body }) => JSON.stringify(body)))
  if (!projected) throw new Error('unreadable')
  const judged: JudgedJob = {
    ...{
      node: 'n',
      requester: 'did:r',
      task: 't',
      requestedAt: micros(at(5)),
      adopted: false,
      risk: () => 'low',
      approvedAt: () => true,
    },
    ...{ from: 0, to: job.length, gone: false },
    events: job.map(({ id, body }) => toldBy(id, body)),
    ...more,
  }
  return wrongDecisions(rights, judged, projected).map(({ what }) => what)
}

const right = (table: string, is: JsonObject | null, was: JsonObject | null = null, minute = 0): Event => [
  'rights',
  { kind: `${table} ${was ? (is ? 'update' : 'delete') : 'insert'}`, at: at(minute), was, is },
]
const ana = { id: 'ana', did: 'did:ana', role: 'approver', disabled_at: null }
const owner = { node_did: 'n', person_id: 'ana', counts_from: null }
const people = right('people', ana)
const owns = right('node_owners', owner)
const gone = (minute: number) => right('node_owners', null, owner, minute)

const requested: Event = ['job', { kind: 'requested', at: at(5) }]
const vote = (seen: number | null, more: JsonObject = {}, minute = 10): Event => [
  'job',
  {
    ...{ kind: 'vote', vote_id: 'v', person_id: 'ana', decision: 'approve', revision: 1, at: at(minute) },
    ...(seen === null ? {} : { rights_seen: seen }),
    ...more,
  },
]
const moved = (seen: number | null): Event => [
  'job',
  {
    ...{ kind: 'status', from: 'PendingApproval', to: 'Approved', at: at(10) },
    ...(seen === null ? {} : { rights_seen: seen }),
  },
]
const badVote = 'has a vote ("v") of "ana", who could not decide on it by the log of rights'
const few = 'went from PendingApproval to Approved with 0 of 1 approvals for owners, by the log of rights'

it('bears out a vote of an owner and what rests on it', () => {
  expect(wrongOf([people, owns, requested, vote(2), moved(2)])).toEqual([])
  expect(wrongOf([people, requested, vote(1), moved(1)])).toEqual([badVote, few])
})

it('goes by what the vote saw: a right that was taken from somebody may be committed after it', () => {
  expect(wrongOf([people, owns, requested, gone(10), vote(2), moved(2)])).toEqual([])
  expect(wrongOf([people, owns, requested, gone(10), vote(3), moved(3)])).toEqual([badVote, few])
  expect(wrongOf([people, owns, requested, gone(10), vote(2), moved(3)])).toEqual([few])
  expect(wrongOf([people, requested, vote(1), owns])).toEqual([badVote])
})

it('counts a vote by a policy only while that approves the job', () => {
  const rows = [
    right('policies', { policy_id: 'p', person_id: 'ana' }),
    right('policy_revisions', { policy_id: 'p', revision: 2, ended_at: null }),
  ]
  const byPolicy = vote(4, { policy_id: 'p', policy_revision: 2 })
  const runs = (minute: number): Event => [
    'job',
    { kind: 'status', from: 'Approved', to: 'Running', at: at(minute), rights_seen: 4 },
  ]
  const wrong = (minute: number) =>
    wrongOf([people, owns, ...rows, requested, byPolicy, moved(4), runs(minute)], {
      approvedAt: (revision, policy, time) =>
        revision === 1 && policy.id === 'p' && policy.revision === 2 && time <= Date.parse(at(30)),
    })
  expect(wrong(30)).toEqual([])
  expect(wrong(31)).toEqual([
    'went from Approved to Running with 0 of 1 approvals for owners, by the log of rights',
  ])
})

it('judges nothing from before the log stated the rights', () => {
  const stated: Event = ['rights', { kind: 'state', table: 'node_owners', part: 0, rows: [] }]
  expect(wrongOf([requested, vote(0), moved(0), stated])).toEqual([])
})

it('takes only a whole number for the event that was seen', () => {
  for (const seen of [1.5, '1', null]) expect(toldBy(7, { at: 'x', rights_seen: seen }).seen).toBeNull()
  expect(toldBy(7, { at: 'x', rights_seen: 0 })).toEqual({ id: 7, at: 'x', seen: 0 })
})

it('says how many votes of groups are missing', () => {
  const rule = { ...{ rule_id: 'r', task_name: null, label_key: null, label_value: null }, least_risk: null }
  const rules = [right('approval_rules', { ...rule, owners: 0 })]
  const wanted = right('rule_seats', { rule_id: 'r', group_id: 'g', votes: 2 })
  expect(wrongOf([people, owns, ...rules, wanted, requested, vote(4), moved(4)])).toEqual([
    'went from PendingApproval to Approved with 1 of 1 approvals for owners and 0 of 2 for groups, by the log of rights',
  ])
})

it('judges of an older vote only the standing that it names, with time for a change to be committed', () => {
  const older = (standing: string, minute: number) => vote(null, { standing }, minute)
  expect(wrongOf([owns, gone(9), requested, older('owner', 10), moved(null)])).toEqual([])
  expect(wrongOf([owns, gone(9), requested, older('owner', 20)])).toEqual([badVote])
  expect(wrongOf([requested, older('owner', 10)])).toEqual([badVote])
  const another = right('node_owners', { ...owner, person_id: 'ben' })
  expect(wrongOf([another, requested, older('owner', 10)])).toEqual([badVote])
  const delegation = { delegation_id: 'd', node_did: 'n', owner_id: 'x', delegate_id: 'ana' }
  const member = { group_id: 'g', person_id: 'ana' }
  expect(wrongOf([right('delegations', delegation), requested, older('delegate', 10)])).toEqual([])
  expect(wrongOf([right('group_members', member), requested, older('group', 10)])).toEqual([])
  expect(wrongOf([owns, requested, older('delegate', 10)])).toEqual([badVote])
  const elsewhere = right('delegations', { ...delegation, delegate_id: 'ben' })
  expect(wrongOf([elsewhere, requested, older('delegate', 10)])).toEqual([badVote])
  expect(wrongOf([owns, requested, older('group', 10)])).toEqual([badVote])
  expect(wrongOf([requested, vote(null)])).toEqual([])
})

it('counts a delegation until it ends, and not what the requester delegates', () => {
  const ben = { ...ana, id: 'ben', did: 'did:ben' }
  const delegation = (until: number) => ({
    ...{ delegation_id: 'd', node_did: 'n', owner_id: 'ben', delegate_id: 'ana', revoked_at: null },
    ...{ valid_from: at(0), valid_until: at(until) },
  })
  const events = (until: number): Event[] => [
    ...[people, right('people', ben), right('node_owners', { ...owner, person_id: 'ben' })],
    ...[right('delegations', delegation(until)), requested, vote(4), moved(4)],
  ]
  expect(wrongOf(events(11))).toEqual([])
  expect(wrongOf(events(10))).toEqual([])
  expect(wrongOf(events(9))).toEqual([badVote, few])
  expect(wrongOf(events(11), { requester: 'did:ben' })).toEqual([badVote, few])
})

it('counts whoever owned the node at the request, and no vote whose key was revoked', () => {
  const later = { ...owner, counts_from: at(6) }
  expect(wrongOf([people, right('node_owners', later), requested, vote(2), moved(2)])).toEqual([badVote, few])
  expect(wrongOf([people, right('node_owners', later), vote(2)], { requestedAt: null })).toEqual([])
  const key = { key_id: 'k', person_id: 'ana', key: 'did:key:a', revoked_at: null }
  const revoked = right('consent_keys', { ...key, revoked_at: at(9) }, key)
  const signed = vote(3, { key: 'did:key:a' })
  expect(wrongOf([people, owns, right('consent_keys', key), requested, signed, moved(3)])).toEqual([])
  expect(wrongOf([people, owns, right('consent_keys', key), requested, signed, revoked, moved(4)])).toEqual([
    few,
  ])
})

it('leaves the approval of a job from before the log, which may lack votes', () => {
  expect(wrongOf([people, vote(1), moved(1)], { adopted: true })).toEqual([badVote])
})

it('knows who could approve in an emergency and review that', () => {
  const admin = { ...ana, role: 'admin' }
  const broken: Event = [
    'job',
    { kind: 'glass broken', person_id: 'ana', revision: 1, at: at(10), rights_seen: 1 },
  ]
  const reviewed: Event = [
    'job',
    { kind: 'glass reviewed', person_id: 'ana', revision: 1, at: at(10), rights_seen: 1 },
  ]
  expect(wrongOf([right('people', admin), requested, broken, moved(1), reviewed])).toEqual([])
  expect(wrongOf([people, owns, requested, ['job', { ...reviewed[1], rights_seen: 2 }]])).toEqual([])
  expect(wrongOf([people, requested, broken, moved(1), reviewed])).toEqual([
    'has an emergency approval (1) of "ana", who had no right to it by the log of rights',
    'has a review of one (1) of "ana", who had no right to it by the log of rights',
    few,
  ])
  // An owner who is no admin, and an admin's vote: neither is what the other would be.
  const byOwner: Event = ['job', { ...broken[1], rights_seen: 2 }]
  expect(wrongOf([people, owns, requested, byOwner, moved(2)])).toEqual([
    'has an emergency approval (1) of "ana", who had no right to it by the log of rights',
    few,
  ])
  expect(wrongOf([right('people', admin), requested, vote(1), moved(1)])).toEqual([badVote, few])
  const { rights_seen: _, ...older } = broken[1]
  expect(wrongOf([people, requested, ['job', older]])).toEqual([])
})

it('names a signed statement that counts a second time, but for those of older versions', () => {
  const withdrawn: Event = ['job', { kind: 'vote withdrawn', vote_id: 'v', at: at(10) }]
  const signed = (seen: number | null, vote_id: string) => vote(seen, { vote_id, signed_sha256: 's' })
  const again = 'has a decision ("w") by a signed statement that had counted before'
  expect(wrongOf([people, owns, requested, signed(2, 'v'), withdrawn, signed(2, 'w')])).toEqual([again])
  expect(wrongOf([people, owns, requested, signed(2, 'v'), withdrawn, signed(null, 'w')])).toEqual([])
  expect(
    wrongOf([people, owns, requested, vote(2, { signed_sha256: null }), vote(2, { vote_id: 'w' })]),
  ).toEqual([])
})
