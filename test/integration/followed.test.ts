import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { jobTalk } from '@/lib/board/queries/comments'
import { campaignPage } from '@/lib/campaigns/queries/campaign-page'
import { advanceCampaigns } from '@/lib/campaigns/services/advance-campaigns'
import { endAllFollows } from '@/lib/campaigns/services/end-follows'
import { followCampaign } from '@/lib/campaigns/services/follow-campaign'
import { remindOwners } from '@/lib/campaigns/services/remind-owners'
import { startCampaign } from '@/lib/campaigns/services/start-campaign'
import { commentOnJob } from '@/lib/jobs/services/comment-on-job'
import { followJob } from '@/lib/jobs/services/follow-job'
import { tellOfJobs } from '@/lib/jobs/services/tell-of-jobs'
import type { PersonViewer } from '@/lib/kernel/role'
import { createChannel } from '@/lib/notices/services/create-channel'
import { testAgent, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob } from '@/test/jobs'
import { noticeFixture, verified } from '@/test/notices'
import { done, failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { silently } from '@/test/superuser'

// Who follows what and is told of it, and who is reminded.

let at: Awaited<ReturnType<typeof noticeFixture>>
let stop: () => Promise<void>
let rita: PersonViewer
let otto: PersonViewer
let finn: PersonViewer

beforeAll(async () => {
  at = await noticeFixture()
  stop = serveDatabase(at.url)
  rita = await testPerson(at.db, 'rita', 'operator')
  otto = await testPerson(at.db, 'otto', 'approver')
  finn = await testPerson(at.db, 'finn', 'operator')
  for (const did of ['did:f:1', 'did:f:2']) await testNode(at.db, did, 'otto')
})
afterEach(async () => {
  await at.forget()
  for (const table of ['untold_events', 'campaigns', 'maintenance_jobs'])
    await at.db.query(`DELETE FROM ${table}`)
  await silently(at.db, (tx) => tx.query(`UPDATE nodes SET restricted = false`))
})
afterAll(async () => {
  await stop()
  await at.close()
})

const channel = async (...people: PersonViewer[]) => {
  for (const who of people) done(await createChannel(at.by(who), { kind: 'mail', name: who.id }))
}

/** What each channel is told of now, by name. */
async function told(): Promise<string[]> {
  await tellOfJobs(at.db)
  const rows = await at.db.query<{ line: string }[]>(
    `SELECT format('%s: %s', c.name, n.title) AS line
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) JOIN notices n ON n.notice_id = ANY (d.notices)
     ORDER BY n.at, c.name`,
  )
  await at.db.query(`DELETE FROM notice_deliveries`)
  return rows.map(({ line }) => line)
}

const follows = async (viewer: PersonViewer, job: string) => (await jobTalk(viewer, job))?.follow
const restrict = (did: string) =>
  silently(at.db, (tx) => tx.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [did]))

describe('whoever follows a job', () => {
  it('is told what its requester is told, by mail, until they stop', async () => {
    await channel(finn)
    const job = await requestedJob(at.db, rita, 'did:f:1')
    expect(done(await followJob(at.by(finn), job, true))).toEqual({ following: true })
    expect(await follows(finn, job)).toEqual({ follows: true, goesOn: true })
    expect(await told()).toEqual([])
    done(await decideNow(at.db, otto, job))
    await tellOfJobs(at.db)
    await at.run()
    expect((await at.smtp.next()).text).toContain('Subject: Hakim: did:f:1: restart_service is approved')
    await at.db.query(`DELETE FROM notice_deliveries`)
    done(await commentOnJob(at.by(rita), job, { text: 'To whom it may concern' }))
    expect(await told()).toEqual(['finn: restart_service has a comment'])
    done(await followJob(at.by(finn), job, false))
    done(await commentOnJob(at.by(rita), job, { text: 'And more' }))
    expect(await told()).toEqual([])
  })

  it('may see its node, and is told nothing once they may not', async () => {
    await channel(finn)
    const job = await requestedJob(at.db, rita, 'did:f:1')
    done(await followJob(at.by(finn), job, true))
    await restrict('did:f:1')
    expect(failureOf(await followJob(at.by(finn), job, true))).toBe('not_found')
    done(await decideNow(at.db, otto, job))
    expect(await told()).toEqual([])
  })

  it('has commented on it or was mentioned, until they stop', async () => {
    const job = await requestedJob(at.db, rita, 'did:f:1')
    done(await commentOnJob(at.by(finn), job, { text: '@Person otto, have a look' }))
    expect(await follows(finn, job)).toMatchObject({ follows: true })
    expect(await follows(otto, job)).toMatchObject({ follows: true })
    done(await followJob(at.by(otto), job, false))
    expect(await follows(otto, job)).toMatchObject({ follows: false })
  })

  it('no longer does once it is over and told', async () => {
    await channel(finn)
    const job = await requestedJob(at.db, rita, 'did:f:1')
    done(await followJob(at.by(finn), job, true))
    done(await decideNow(at.db, otto, job, 'Rejected'))
    expect(await endAllFollows(at.db)).toBe(0)
    expect(await told()).toEqual(['finn: restart_service was rejected'])
    expect(await endAllFollows(at.db)).toBe(1)
    expect(failureOf(await followJob(at.by(finn), job, true))).toBe('conflict Rejected')
  })

  it('is a person, and the job exists', async () => {
    const job = await requestedJob(at.db, rita, 'did:f:1')
    expect(failureOf(await followJob({ db: at.db, viewer: testAgent('did:f:1') }, job, true))).toBe(
      'forbidden',
    )
    expect(failureOf(await followJob(at.by(finn), 'x', true))).toBe('not_found')
  })
})

const start = async (nodes = ['did:f:1', 'did:f:2']) =>
  done(
    await startCampaign(at.by(rita), {
      ...{ name: 'Restart', task_name: 'restart_service', reason: 'It hangs', nodes, pause_minutes: 0 },
    }),
  ).campaignId
const jobsOf = async (id: string) =>
  (
    await at.db.query<{ job_id: string }[]>(`SELECT job_id FROM campaign_jobs WHERE campaign_id = $1`, [id])
  ).map(({ job_id }) => job_id)

describe('whoever follows a campaign', () => {
  it('is told of its jobs and of its end, and of neither once all its nodes are hidden', async () => {
    await channel(finn)
    const [seen, hidden] = [await start(['did:f:1']), await start(['did:f:2'])]
    for (const id of [seen, hidden]) done(await followCampaign(at.by(finn), id, true))
    expect((await campaignPage(finn, seen))?.follows).toBe(true)
    await restrict('did:f:2')
    for (const id of [seen, hidden])
      for (const job of await jobsOf(id)) done(await decideNow(at.db, otto, job, 'Rejected'))
    await advanceCampaigns(at.db)
    expect((await told()).toSorted()).toEqual([
      'finn: Campaign Restart is finished',
      'finn: restart_service was rejected',
    ])
    expect(await endAllFollows(at.db)).toBe(2)
    expect(failureOf(await followCampaign(at.by(finn), seen, true))).toBe('conflict finished')
    expect(failureOf(await followCampaign(at.by(finn), hidden, false))).toBe('not_found')
  })
})

describe('a reminder', () => {
  it('reaches those who have not decided, each of their own, by mail, and no shared channel', async () => {
    await channel(otto, finn)
    const receiver = await at.receiver()
    const { secret } = await at.shared('webhook', receiver.url, { kinds: ['job'] })
    const id = await start()
    await told()
    const [first = ''] = await jobsOf(id)
    done(await decideNow(at.db, otto, first))
    await told()
    expect(await campaignPage(rita, id)).toMatchObject({ asked: 1, reminder: null, remindRefusal: null })
    expect(done(await remindOwners(at.by(rita), id))).toEqual({
      campaign_id: id,
      reminded: [{ person_did: otto.did, person_name: otto.name }],
    })
    await at.run()
    const { text } = await at.smtp.next()
    expect(text).toContain('Subject: Hakim: Campaign Restart waits for you: 1 request to decide')
    expect(verified(receiver, secret)).toEqual([])
    expect((await campaignPage(rita, id))?.reminder).toMatchObject({ by: rita.name, people: [otto.did] })
  })

  it('comes at most once in six hours, from its requester or an administrator', async () => {
    const id = await start()
    expect(failureOf(await remindOwners(at.by(finn), id))).toBe('forbidden')
    expect(failureOf(await remindOwners(at.by(otto), id))).toBe('forbidden')
    const both = await Promise.all([remindOwners(at.by(rita), id), remindOwners(at.by(at.admin), id)])
    expect(both.map(failureOf).toSorted()).toEqual(['conflict running', 'ok'])
    await at.db.query(`UPDATE campaign_reminders SET reminded_at = reminded_at - interval '6 hours'`)
    expect(failureOf(await remindOwners(at.by(at.admin), id))).toBe('ok')
  })

  it('names nobody who decides on a node that is hidden from whoever reminds', async () => {
    const id = await start()
    await restrict('did:f:1')
    await restrict('did:f:2')
    expect(failureOf(await remindOwners(at.by(rita), id))).toBe('conflict running')
    expect((await campaignPage(rita, id))?.asked).toBe(0)
  })
})
