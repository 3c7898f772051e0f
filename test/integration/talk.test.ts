import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiComments } from '@/lib/board/queries/comments'
import { jobBoard } from '@/lib/board/queries/job-board'
import { commentOnJob } from '@/lib/jobs/services/comment-on-job'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { tellOfJobs } from '@/lib/jobs/services/tell-of-jobs'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

let fleet: TestFleet
let rita: PersonViewer
let otto: PersonViewer
let ola: PersonViewer
let job: string
const node = 'did:n:1'

beforeAll(async () => {
  fleet = await testServer()
  rita = await testPerson(fleet.db, 'rita', 'operator')
  otto = await testPerson(fleet.db, 'otto', 'approver')
  ola = await testPerson(fleet.db, 'ola', 'approver')
  await testNode(fleet.db, node, 'otto')
  await testNode(fleet.db, 'did:n:2', 'otto')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  job = await requestedJob(fleet.db, rita, node, { reason: 'It hangs' })
})

const say = (viewer: PersonViewer, text: string, asks = false) =>
  commentOnJob({ db: fleet.db, viewer }, job, { text, asks })
const needing = async (viewer: PersonViewer) =>
  (await jobBoard(viewer, { needs: 'information', node })).rows.length

describe('a question', () => {
  it('sends the request back without a vote, until its requester answers', async () => {
    done(await say(otto, 'Which indexer?', true))
    expect(await apiComments(rita, job)).toMatchObject({
      comments: [{ person_did: otto.did, text: 'Which indexer?', asks: true, open: true }],
      needs_information: true,
    })
    expect(await needing(ola)).toBe(1)
    done(await say(ola, 'I would like to know, too'))
    expect(await needing(ola)).toBe(1)
    done(await say(rita, 'The one in Cairo'))
    expect(await needing(ola)).toBe(0)
    expect(await fleet.db.query(`SELECT FROM job_votes WHERE job_id = $1`, [job])).toEqual([])
  })

  it('is answered by a change of the request as well', async () => {
    done(await say(otto, 'Why so late?', true))
    const expires_at = new Date(Date.now() + 3_600_000).toISOString()
    done(await reviseJob({ db: fleet.db, viewer: rita }, job, { expires_at }))
    expect(await needing(otto)).toBe(0)
  })

  it('leaves the decision open, which ends it', async () => {
    done(await say(otto, 'Why?', true))
    const [{ hash } = { hash: '' }] = await fleet.db.query<{ hash: string }[]>(
      `SELECT digest AS hash FROM approval_documents WHERE job_id = $1`,
      [job],
    )
    done(
      await decideJob({ db: fleet.db, viewer: otto }, 'Rejected', job, { approval_hash: hash, reason: 'No' }),
    )
    expect(await needing(otto)).toBe(0)
  })

  it.each([
    ['the requester', () => rita, /You requested this job/],
    ['somebody who cannot decide', () => ola, /don’t own this node/],
  ])('is not for %s', async (_, who, why) => {
    expect(await say(who(), 'Why?', true)).toMatchObject({
      ok: false,
      error: { kind: 'forbidden', detail: expect.stringMatching(why) },
    })
    await expect(
      fleet.db.query(`SELECT hakim_comment($1, $2, 'Why?', true, '{}')`, [job, who().id]),
    ).rejects.toThrow(/Only whoever can decide/)
  })
})

describe('a comment', () => {
  it.each([
    ['', 'must say something'],
    ['x'.repeat(2_001), 'must have at most 2,000 characters'],
    ['a\u0000b', ''],
  ])('has a length, and no letters that cannot be stored', async (text, message) => {
    expect(await say(rita, text)).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ path: 'text', message: expect.stringContaining(message) }] },
    })
  })

  it('is an event of the log with its words and whom it mentions', async () => {
    const { mentioned } = done(await say(rita, `Please look, @${otto.name}`))
    expect(mentioned).toEqual([{ person_did: otto.did, person_name: otto.name }])
    const [{ body } = { body: null }] = await fleet.db.query<{ body: object }[]>(
      `SELECT body::jsonb AS body FROM job_events WHERE stream = 'job:' || $1 AND body::jsonb ->> 'kind' = 'comment'`,
      [job],
    )
    expect(body).toMatchObject({
      ...{ actor_did: rita.did, text: `Please look, @${otto.name}`, mentions: [otto.did] },
      ...{ asks: false, answers: false },
    })
  })

  it('on a restricted node exists for those alone who may see it, and mentions nobody else', async () => {
    job = await requestedJob(fleet.db, otto, 'did:n:2', {})
    await setRestricted(fleet.db, 'did:n:2', true)
    expect(await say(ola, 'Hello')).toMatchObject({ ok: false, error: { kind: 'not_found' } })
    expect(await apiComments(ola, job)).toBeNull()
    expect(await say(otto, `What do you think, @${ola.name}?`)).toMatchObject({
      ok: false,
      error: {
        kind: 'invalid',
        fields: [{ path: 'text', message: `cannot mention ${ola.name}, who may not see this job` }],
      },
    })
    expect(done(await say(otto, 'To myself')).mentioned).toEqual([])
    for (const [person, mentions] of [
      [ola.id, []],
      [otto.id, [ola.id]],
    ])
      await expect(
        fleet.db.query(`SELECT hakim_comment($1, $2, 'x', false, $3)`, [job, person, mentions]),
      ).rejects.toThrow(/may not see this job/)
  })
})

it('tells the requester of a question, whoever asked of its answer, and those who are mentioned', async () => {
  await fleet.db.query(
    `INSERT INTO notice_channels (channel_id, person_id, kind, name, kinds, least_severity, nodes)
     SELECT gen_random_uuid(), id, 'browser', 'Browser', '{job}', 'info', 'all' FROM people`,
  )
  await tellOfJobs(fleet.db)
  const told = async (act: Promise<unknown>) => {
    await act
    await fleet.db.query(`DELETE FROM notice_deliveries`)
    await fleet.db.query(`DELETE FROM notices`)
    await tellOfJobs(fleet.db)
    return fleet.db.query(
      `SELECT n.title, n.text, array_agg(c.person_id ORDER BY c.person_id) AS people
       FROM notices n JOIN notice_deliveries d ON n.notice_id = ANY (d.notices) JOIN notice_channels c USING (channel_id)
       GROUP BY n.title, n.text`,
    )
  }
  expect(await told(say(otto, 'Which one?', true))).toEqual([
    { title: 'restart_service needs information', text: 'Which one?', people: ['rita'] },
  ])
  expect(await told(say(rita, `Cairo; @${ola.name} knows it`))).toEqual([
    { title: 'restart_service has an answer', text: `Cairo; @${ola.name} knows it`, people: ['ola', 'otto'] },
  ])
  // Whoever has said something follows.
  expect(await told(say(ola, 'Fine with me'))).toEqual([
    { title: 'restart_service has a comment', text: 'Fine with me', people: ['otto', 'rita'] },
  ])
})
