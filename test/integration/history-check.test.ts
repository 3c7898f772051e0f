import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Action, perform } from '@/test/consent-model/actions'
import { type History, type HistoryEvent, type HistoryJob, readHistory } from '@/test/consent-model/history'
import { findIllegal, sees } from '@/test/consent-model/history-check'
import { type ModelState, newModelState, openStage, type Stage } from '@/test/consent-model/model-state'

// The checker must find what it looks for: real histories, each forged in one place.

let stage: Stage
let state: ModelState
let given: History
beforeAll(async () => {
  stage = await openStage()
  state = await newModelState(stage)
  const steps: Partial<Action>[] = [
    ...[{ kind: 'request' }, { kind: 'approve', who: 1 }, { kind: 'claim' }, { kind: 'finish', how: 1 }],
    ...[{ kind: 'request', how: 2 }, { kind: 'approve', who: 2 }, { kind: 'claim' }],
    ...[{ kind: 'request' }, { kind: 'reject', who: 1 }],
    ...[{ kind: 'request' }, { kind: 'sql timing', how: 0 }, { kind: 'expire' }],
    ...[
      { kind: 'request' },
      { kind: 'revise', how: 1 },
      { kind: 'emergency', who: 6 },
      { kind: 'withdraw', who: 1 },
    ],
    ...[{ kind: 'enrol', who: 1 }, { kind: 'request' }, { kind: 'approve', who: 1 }],
    ...[{ kind: 'delegation', who: 3 }],
  ] as const
  for (const step of steps) {
    await perform(state, { kind: 'wait', who: 0, job: 0, how: 0, ...step })
    // A transaction that the next step sees and this one did not.
    await state.db.query('SELECT pg_current_xact_id()')
  }
  given = await readHistory(state.db, state.nodes, state.since, state.claims)
})
afterAll(() => stage.close())

const jobOf = (history: History, n: number): HistoryJob => {
  const job = history.jobs.find(({ job_id }) => job_id === state.jobs[n])
  if (!job) throw new Error('no job')
  return job
}
const eventOf = (job: HistoryJob, kind: string, to?: string): HistoryEvent => {
  const event = job.events.find(({ body }) => body.kind === kind && (to === undefined || body.to === to))
  if (!event) throw new Error(`no event ${kind}`)
  return event
}
/** The vote that somebody signed, as it is stored. */
const signedVote = (history: History) => {
  const vote = jobOf(history, 5).signed[0]
  if (!vote) throw new Error('no vote')
  return vote
}
const without = (job: HistoryJob, event: HistoryEvent): void => {
  job.events = job.events.filter((other) => other !== event)
  for (const [n, each] of job.events.entries()) each.seq = n + 1
}

/** A transaction that the claim saw and the approval did not. */
function betweenApprovalAndClaim({ moves }: HistoryJob): number {
  const snapshotOf = (to: string, stage: string): string =>
    moves.find((move) => move.to === to && move.stage === stage)?.snapshot ?? ''
  const [approval, claim] = [snapshotOf('Approved', 'after'), snapshotOf('Running', 'before')]
  for (let xid = Number.parseInt(approval, 10); xid < Number(claim.split(':')[1]); xid += 1)
    if (!sees(approval, xid) && sees(claim, xid)) return xid
  throw new Error(`no transaction between ${approval} and ${claim}`)
}

it('finds nothing wrong in the real history', () => {
  expect(given.jobs.map(({ status }) => status).sort()).toEqual(
    ['Approved', 'Completed', 'Expired', 'PendingApproval', 'Rejected', 'Running'].sort(),
  )
  expect(findIllegal(given)).toEqual([])
})

describe('finds', () => {
  const forgeries: [string, (history: History) => void, RegExp][] = [
    ['a missing event', (h) => jobOf(h, 0).events.splice(1, 1), /event 3 where 2 is due/],
    [
      'a vote that was never given',
      (h) => without(jobOf(h, 0), eventOf(jobOf(h, 0), 'vote')),
      /without consent/,
    ],
    [
      'a vote for another revision',
      (h) => {
        eventOf(jobOf(h, 0), 'vote').body.revision = 2
      },
      /a vote for revision 2 in 1[\s\S]*without consent/,
    ],
    [
      'a vote by the requester',
      (h) => {
        eventOf(jobOf(h, 0), 'vote').body.person_id = state.people[0]?.id
      },
      /without consent/,
    ],
    [
      'a vote by someone without the right',
      (h) => {
        eventOf(jobOf(h, 0), 'vote').body.person_id = state.people[5]?.id
      },
      /is Approved[\s\S]*without consent/,
    ],
    [
      'a run after the approver was demoted',
      (h) => {
        const job = jobOf(h, 0)
        const [owner] = h.rights.filter(({ body }) =>
          JSON.stringify(body.is ?? {}).includes('"did":"did:owner:'),
        )
        if (!owner) throw new Error('no owner')
        const xid = betweenApprovalAndClaim(job)
        h.rights.push({
          ...{ id: 1, seq: 1e6, xid },
          body: {
            ...owner.body,
            kind: 'people update',
            was: owner.body.is,
            is: { ...Object(owner.body.is), role: 'operator' },
          },
        })
      },
      /is Running in revision 1 without consent/,
    ],
    [
      'a run on withdrawn votes',
      (h) => {
        const job = jobOf(h, 0)
        const vote = eventOf(job, 'vote')
        const at = job.events.indexOf(eventOf(job, 'status', 'Running'))
        job.events.splice(at, 0, { ...vote, body: { ...vote.body, kind: 'vote withdrawn' } })
        for (const [n, each] of job.events.entries()) each.seq = n + 1
      },
      /is Running in revision 1 without consent/,
    ],
    [
      'a run of a job that was changed after the approval',
      (h) => {
        const job = jobOf(h, 0)
        const run = eventOf(job, 'status', 'Running')
        job.events.splice(job.events.indexOf(run), 0, { ...run, body: { at: run.body.at, kind: 'revised' } })
        for (const [n, each] of job.events.entries()) each.seq = n + 1
      },
      /is Running in revision 2 without consent/,
    ],
    [
      'an illegal move',
      (h) => {
        eventOf(jobOf(h, 2), 'status', 'Rejected').body.to = 'Running'
      },
      /moves from PendingApproval to Running/,
    ],
    [
      'a move out of a terminal status',
      (h) => {
        const job = jobOf(h, 0)
        const end = eventOf(job, 'status', 'Completed')
        job.events.push({ ...end, seq: end.seq + 1, body: { ...end.body, from: 'Completed', to: 'Failed' } })
      },
      /moves from Completed to Failed/,
    ],
    [
      'a rejection without a vote',
      (h) => without(jobOf(h, 2), eventOf(jobOf(h, 2), 'vote')),
      /Rejected without a vote/,
    ],
    [
      'a job decided twice',
      (h) => {
        const job = jobOf(h, 0)
        const done = eventOf(job, 'status', 'Approved')
        job.events.splice(job.events.indexOf(done), 0, { ...done })
        for (const [n, each] of job.events.entries()) each.seq = n + 1
      },
      /was decided in revision 1 twice/,
    ],
    [
      'a job that expired too early',
      (h) => {
        eventOf(jobOf(h, 3), 'window').body.expires_at = '2999-01-01T00:00:00Z'
      },
      /was Expired at .* before 2999/,
    ],
    [
      'a run after the expiry',
      (h) => {
        jobOf(h, 0).first_due = '2020-01-01T00:00:00Z'
      },
      /is Running at .* after 2020/,
    ],
    [
      'a run before the window',
      (h) => {
        eventOf(jobOf(h, 1), 'window').body.window_start = '2999-01-01T00:00:00Z'
      },
      /runs at .* before 2999/,
    ],
    [
      'a claim handed out twice',
      (h) => h.claims.push({ jobId: jobOf(h, 0).job_id }),
      /was handed to two agents/,
    ],
    [
      'two runs on one node at once',
      (h) => {
        eventOf(jobOf(h, 1), 'status', 'Running').id = eventOf(jobOf(h, 0), 'status', 'Completed').id - 1
      },
      /runs while/,
    ],
    [
      'a status without an event',
      (h) => {
        jobOf(h, 2).status = 'Completed'
      },
      /is Completed, and its events end at Rejected/,
    ],
    [
      'a history that differs from the events',
      (h) => {
        jobOf(h, 0).status_history = [{ status: 'PendingApproval' }, { status: 'Completed' }]
      },
      /its history has PendingApproval,Completed/,
    ],
    [
      'a signature that does not verify',
      (h) => {
        const vote = signedVote(h)
        vote.signed = JSON.parse(
          // Another letter, whichever it begins with.
          JSON.stringify(vote.signed).replace(
            /"value":"(.)/,
            (_, letter) => `"value":"${letter === 'A' ? 'B' : 'A'}`,
          ),
        )
      },
      /the approve of .* has a signature that does not verify/,
    ],
    [
      'a signature of another person',
      (h) => {
        const key = h.rights.find(({ body }) => body.kind === 'consent_keys insert')
        if (!key) throw new Error('no key')
        key.body.is = { ...Object(key.body.is), person_id: state.people[2]?.id }
      },
      /is signed by did:key:\S+, no key of/,
    ],
    [
      'an approval without the signature that it needs',
      (h) => {
        signedVote(h).signed = null
      },
      /the approve of .* is unsigned, and .* had a key/,
    ],
    [
      'a delegation without the signature that it needs',
      (h) => {
        for (const one of h.delegations) one.signed = null
      },
      /the delegation .* is unsigned/,
    ],
    [
      'an approval with a key that was revoked',
      (h) => {
        const key = h.rights.find(({ body }) => body.kind === 'consent_keys insert')
        if (!key) throw new Error('no key')
        key.body.is = { ...Object(key.body.is), revoked_at: '2026-01-01T00:00:00Z' }
      },
      /is Approved in revision 1 without consent/,
    ],
    [
      'a run of what the node did not offer',
      (h) => {
        for (const offer of h.offers) offer.tasks = [{ name: state.task, command: ['/bin/evil'] }]
      },
      /is Running in revision 1, which its node did not offer/,
    ],
    [
      'a document that was changed after the vote',
      (h) => {
        const [document] = jobOf(h, 0).documents
        if (document) document.document = document.document.replace('/bin/one', '/bin/two')
      },
      /an approval of another document[\s\S]*which its node did not offer[\s\S]*was handed out with another document/,
    ],
    [
      'a job that waits for what the node no longer offers',
      (h) => h.offers.push({ node_did: state.nodes[0] ?? '', xid: 1e9, tasks: [] }),
      /is Approved for something else than its node offers/,
    ],
    [
      'a vote of an owner who came after the request',
      (h) => {
        const came = h.rights.find(
          ({ body }) =>
            body.kind === 'node_owners insert' && Object(body.is).person_id === state.people[2]?.id,
        )
        if (!came) throw new Error('no owner')
        came.xid = 3
        came.body.at = '2999-01-01T00:00:00Z'
      },
      /is Running in revision \d without consent/,
    ],
    [
      'a move that bypassed the guard',
      (h) => {
        jobOf(h, 0).moves = []
      },
      /moves to Approved unseen/,
    ],
    [
      'an end without its time',
      (h) => {
        jobOf(h, 0).completed = false
      },
      /is Completed, completed: false/,
    ],
  ]
  it.each(forgeries)('%s', (_, forge, message) => {
    const forged = structuredClone(given)
    forge(forged)
    expect(findIllegal(forged).join('\n')).toMatch(message)
  })
})
