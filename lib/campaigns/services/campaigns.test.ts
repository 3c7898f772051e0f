import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCampaignJobs } from '@/lib/campaigns/db/campaign-jobs'
import { readAsked } from '@/lib/campaigns/db/reminders'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { claimAsInstance } from '@/lib/jobs/services/claim-as-instance'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { reportDryRun } from '@/lib/jobs/services/report-dry-run'
import { skipDryRun } from '@/lib/jobs/services/skip-dry-run'
import type { Outcome } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, statusOf } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { advanceCampaigns } from './advance-campaigns'
import { moveCampaign } from './move-campaign'
import { startCampaign } from './start-campaign'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let admin: PersonViewer
let made = 0

beforeAll(async () => {
  fleet = await testFleet(12)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())

/** Nodes of their own for each test. */
async function nodes(count: number): Promise<string[]> {
  made += 1
  const dids = Array.from({ length: count }, (_, index) => `did:test:campaign:${made}:${index}`)
  for (const did of dids) await testNode(fleet.db, did, owner.id)
  return dids
}

/** One that only its owner and administrators may see. */
async function hiddenNode(): Promise<string> {
  const did = `did:test:campaign:${made}:hidden`
  await testNode(fleet.db, did)
  await fleet.db.query(
    `UPDATE nodes SET restricted = true, labels = '{"ring":"canary"}' WHERE node_did = $1`,
    [did],
  )
  return did
}

const body = (dids: string[], more: object = {}) => ({
  ...{ name: `Campaign ${made}`, task_name: 'restart_service', reason: 'It hangs everywhere', nodes: dids },
  ...{ wave_size: 2, pause_minutes: 0, stop_failures: 1, ...more },
})
const start = async (dids: string[], more: object = {}, viewer = operator): Promise<string> =>
  done(await startCampaign({ db: fleet.db, viewer }, body(dids, more))).campaignId

/** The jobs in the order of their waves. */
const jobsOf = async (id: string): Promise<string[]> =>
  (
    await fleet.db.query(
      `SELECT m.job_id FROM campaign_jobs m JOIN maintenance_jobs j USING (job_id)
       WHERE m.campaign_id = $1 ORDER BY m.wave, j.target_node_did`,
      [id],
    )
  ).map((row: { job_id: string }) => row.job_id)
const approveAll = async (id: string): Promise<string[]> => {
  const jobs = await jobsOf(id)
  for (const job of jobs) done(await decideNow(fleet.db, owner, job))
  return jobs
}
const claim = async (did: string) => done(await claimJob({ db: fleet.db, viewer: testAgent(did) }))
const end = async (did: string, outcome: Outcome): Promise<void> => {
  const held = await claim(did)
  if (!held) throw new Error(`nothing to claim on ${did}`)
  done(
    await finishJob({ db: fleet.db, viewer: testAgent(did) }, outcome, held.job.job_id, {
      ...{ claim_token: held.claimToken },
      ...(outcome === 'Failed' ? { message: 'exit 1' } : {}),
    }),
  )
}
const campaign = async (id: string) =>
  (await fleet.db.query(`SELECT * FROM campaigns WHERE campaign_id = $1`, [id]))[0]
const statuses = (jobs: string[]) => Promise.all(jobs.map((job) => statusOf(fleet.db, job)))
const move = (verb: 'pause' | 'resume' | 'cancel', id: string, viewer = operator, input: object = {}) =>
  moveCampaign({ db: fleet.db, viewer }, verb, id, input)

describe('waves', () => {
  it('lets no job of a later wave start before its wave begins, whoever writes it', async () => {
    const dids = await nodes(4)
    const id = await start(dids)
    const jobs = await approveAll(id)
    expect(await claim(dids[2] ?? '')).toBeNull()
    // By plain SQL too.
    await expect(
      fleet.db.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [jobs[2]]),
    ).rejects.toThrow('Its wave has not begun')
    await end(dids[0] ?? '', 'Completed')
    await advanceCampaigns(fleet.db)
    expect(await claim(dids[2] ?? '')).toBeNull()
    await end(dids[1] ?? '', 'Completed')
    await advanceCampaigns(fleet.db)
    await end(dids[2] ?? '', 'Completed')
    await end(dids[3] ?? '', 'Completed')
    await advanceCampaigns(fleet.db)
    expect(await campaign(id)).toMatchObject({ state: 'finished' })
  })

  it('waits for the pause between two waves', async () => {
    const dids = await nodes(2)
    const id = await start(dids, { wave_size: 1, pause_minutes: 30 })
    await approveAll(id)
    await end(dids[0] ?? '', 'Completed')
    await advanceCampaigns(fleet.db)
    expect(await claim(dids[1] ?? '')).toBeNull()
    await fleet.db.query(
      `UPDATE campaign_waves SET ended_at = ended_at - interval '30 minutes' WHERE campaign_id = $1 AND wave = 1`,
      [id],
    )
    await advanceCampaigns(fleet.db)
    expect(await claim(dids[1] ?? '')).not.toBeNull()
  })

  it('skips a node without consent once its wave has waited', async () => {
    const dids = await nodes(3)
    const id = await start(dids, { wave_size: 2 })
    const [first, second, third] = await jobsOf(id)
    done(await decideNow(fleet.db, owner, first ?? ''))
    await end(dids[0] ?? '', 'Completed')
    await advanceCampaigns(fleet.db)
    expect(await statuses([second ?? '', third ?? ''])).toEqual(['PendingApproval', 'PendingApproval'])
    await fleet.db.query(
      `UPDATE campaign_waves SET waits_until = now() WHERE campaign_id = $1 AND wave = 1`,
      [id],
    )
    await advanceCampaigns(fleet.db)
    expect(await statuses([second ?? '', third ?? ''])).toEqual(['Cancelled', 'PendingApproval'])
    done(await decideNow(fleet.db, owner, third ?? ''))
    expect(await claim(dids[2] ?? '')).not.toBeNull()
  })

  it('runs no more than may run at once, however many claim together', async () => {
    const dids = await nodes(6)
    const id = await start(dids, { wave_size: 6, at_once: 2 })
    await approveAll(id)
    const held = await Promise.all(dids.map(claim))
    expect(held.filter(Boolean)).toHaveLength(2)
  })
})

describe('the stop rule', () => {
  it('lets nothing start after the first failure, even before the clock comes by', async () => {
    const dids = await nodes(4)
    const id = await start(dids)
    await approveAll(id)
    await end(dids[0] ?? '', 'Failed')
    expect(await claim(dids[1] ?? '')).toBeNull()
    await advanceCampaigns(fleet.db)
    expect(await campaign(id)).toMatchObject({ state: 'stopped', state_reason: 'failures', state_by: null })
    expect(await claim(dids[1] ?? '')).toBeNull()
  })

  it('stops at a verdict Worse', async () => {
    const dids = await nodes(2)
    const id = await start(dids, { stop_failures: null, wave_size: 1 })
    const [first] = await approveAll(id)
    await end(dids[0] ?? '', 'Completed')
    await fleet.db.query(`UPDATE job_verdicts SET verdict = 'worse', evidence = '{}' WHERE job_id = $1`, [
      first,
    ])
    await advanceCampaigns(fleet.db)
    expect(await campaign(id)).toMatchObject({ state: 'stopped', state_reason: 'worse' })
    expect(await claim(dids[1] ?? '')).toBeNull()
  })

  it('goes on when it is resumed with a reason, until as many fail again', async () => {
    const dids = await nodes(3)
    const id = await start(dids, { wave_size: 3 })
    await approveAll(id)
    await end(dids[0] ?? '', 'Failed')
    await advanceCampaigns(fleet.db)
    expect(failureOf(await move('resume', id))).toBe('invalid reason')
    done(await move('resume', id, operator, { reason: 'The disk was full there alone' }))
    await end(dids[1] ?? '', 'Failed')
    expect(await claim(dids[2] ?? '')).toBeNull()
    await advanceCampaigns(fleet.db)
    expect(await campaign(id)).toMatchObject({ state: 'stopped' })
  })
})

describe('people', () => {
  it('pause and resume it, and no claim follows a pause', async () => {
    const dids = await nodes(2)
    const id = await start(dids)
    await approveAll(id)
    done(await move('pause', id))
    expect(await claim(dids[0] ?? '')).toBeNull()
    expect(failureOf(await move('pause', id))).toBe('conflict paused')
    done(await move('resume', id, admin))
    expect(await claim(dids[0] ?? '')).not.toBeNull()
  })

  it('cancel what has not started; what runs goes on', async () => {
    const dids = await nodes(3)
    const id = await start(dids)
    const jobs = await approveAll(id)
    await claim(dids[0] ?? '')
    done(await move('cancel', id, operator, { reason: 'Wrong version' }))
    expect(await statuses(jobs)).toEqual(['Running', 'Cancelled', 'Cancelled'])
    expect(failureOf(await move('resume', id))).toBe('conflict cancelled')
  })

  it('who neither began it nor are administrators cannot, not even as owners', async () => {
    const id = await start(await nodes(1))
    for (const verb of ['pause', 'resume', 'cancel'] as const)
      expect(failureOf(await move(verb, id, owner))).toBe('forbidden')
    expect(await campaign(id)).toMatchObject({ state: 'running' })
  })

  it('see what they did in the log', async () => {
    const id = await start(await nodes(1))
    done(await move('pause', id, operator, { reason: 'Lunch' }))
    done(await move('resume', id))
    done(await move('cancel', id))
    const events = await fleet.db.query(
      `SELECT body::jsonb ->> 'kind' AS kind, body::jsonb ->> 'actor_did' AS who FROM job_events
       WHERE stream = 'rights' AND body::jsonb ->> 'campaign_id' = $1 ORDER BY seq`,
      [id],
    )
    expect(events).toEqual(
      ['started', 'paused', 'resumed', 'cancelled'].map((kind) => ({
        ...{ kind: `campaign ${kind}`, who: operator.did },
      })),
    )
  })
})

describe('a request for many nodes', () => {
  it('is refused whole if one named node does not fit, and says which', async () => {
    const dids = [...(await nodes(2)), await hiddenNode()]
    await fleet.db.query(`UPDATE nodes SET tasks = '[{"name":"other"}]' WHERE node_did = $1`, [dids[1]])
    const refused = await startCampaign({ db: fleet.db, viewer: operator }, body(dids))
    expect(refused).toMatchObject({
      ok: false,
      error: {
        fields: [
          { path: 'nodes[1]', message: 'does not offer restart_service' },
          { path: 'nodes[2]', message: 'is not a node in this fleet' },
        ],
      },
    })
    const [{ count }] = await fleet.db.query(
      `SELECT count(*)::int FROM maintenance_jobs WHERE target_node_did = ANY ($1)`,
      [dids],
    )
    expect(count).toBe(0)
  })

  it('leaves out nodes of a filter that do not fit, and never names hidden ones', async () => {
    const dids = await nodes(2)
    await hiddenNode()
    await fleet.db.query(`UPDATE nodes SET labels = '{"ring":"canary"}' WHERE node_did = ANY ($1)`, [dids])
    await fleet.db.query(`UPDATE nodes SET tasks = '[{"name":"other"}]' WHERE node_did = $1`, [dids[1]])
    const { nodes: _, ...rest } = body([])
    const started = done(
      await startCampaign({ db: fleet.db, viewer: operator }, { ...rest, fleet: { label: 'ring:canary' } }),
    )
    expect(started).toMatchObject({
      jobs: 1,
      leftOut: [{ did: dids[1], why: 'does not offer restart_service' }],
    })
  })

  it('sent twice with one key is one campaign', async () => {
    const dids = await nodes(2)
    const twice = await Promise.all(
      [0, 1].map(() =>
        startCampaign({ db: fleet.db, viewer: operator }, body(dids, { idempotency_key: `key ${made}` })),
      ),
    )
    const [one, other] = twice.map(done)
    expect(one?.campaignId).toBe(other?.campaignId)
    expect([one?.repeated, other?.repeated].sort()).toEqual([false, true])
  })
})

describe('dry runs', () => {
  const tries = { dry_run: { command: ['look'], timeout_seconds: 60 } }
  const announce = async (did: string, more: JsonObject = tries): Promise<void> => {
    const tasks = [{ name: 'restart_service', command: ['restart'], ...more }]
    done(await announceTasks({ db: fleet.db, viewer: testAgent(did) }, did, { tasks }))
  }
  const wanted = async (did: string) =>
    done(await claimAsInstance({ db: fleet.db, viewer: testAgent(did) }, { dry_runs: true })).wanted
  const report = async (did: string, exit_code: number): Promise<void> => {
    const document = await wanted(did)
    if (!document) throw new Error(`nothing is wanted of ${did}`)
    const { job_id, revision, offer } = document
    const result = {
      ...{ version: 1, job_id, revision, node: did, offer_digest: offer?.digest, ran: ['look'] },
      ...{ how: 'ended', exit_code, output: 'one\n', omitted_lines: 0, seconds: 0.5 },
      started_at: new Date().toISOString(),
    }
    done(await reportDryRun({ db: fleet.db, viewer: testAgent(did) }, job_id, result))
  }
  const states = async (id: string) =>
    (await readCampaignJobs(fleet.db.manager, operator, id)).map(({ dry_run }) => dry_run)

  it('are asked of each node that offers one, and only its own holds up the approval of a job', async () => {
    const dids = await nodes(4)
    for (const did of dids.slice(0, 3)) await announce(did)
    await announce(dids[3] ?? '', {})
    const id = await start(dids, { wave_size: 1, dry_run: true })
    const [first = '', second = '', third = '', fourth = ''] = await jobsOf(id)
    expect(await states(id)).toEqual(['waiting', 'waiting', 'waiting', null])
    expect(failureOf(await decideNow(fleet.db, owner, first))).toBe('conflict PendingApproval')
    // Nobody is reminded of what they cannot approve yet.
    const asked = async () => (await readAsked(fleet.db.manager, operator, id)).map(({ jobs }) => jobs)
    expect(await asked()).toEqual([1])
    done(await decideNow(fleet.db, owner, fourth))
    expect(await asked()).toEqual([])
    // Those of later waves are approved before their wave begins, so they are tried before it, too.
    await report(dids[1] ?? '', 0)
    expect(await states(id)).toEqual(['waiting', 'found', 'waiting', null])
    expect(await asked()).toEqual([1])
    done(await decideNow(fleet.db, owner, second))
    expect(failureOf(await decideNow(fleet.db, owner, first))).toBe('conflict PendingApproval')
    await report(dids[0] ?? '', 3)
    done(await skipDryRun({ db: fleet.db, viewer: owner }, third, {}))
    expect(await states(id)).toEqual(['failed', 'found', 'given_up', null])
    for (const job of [first, third]) done(await decideNow(fleet.db, owner, job))
    expect(await wanted(dids[0] ?? '')).toBeNull()
  })

  it('are refused where no node offers one, and where a wave would be over before they are known', async () => {
    const dids = await nodes(2)
    for (const did of dids) await announce(did, {})
    const refusal = async (more: object) =>
      failureOf(
        await startCampaign({ db: fleet.db, viewer: operator }, body(dids, { dry_run: true, ...more })),
      )
    expect(await refusal({})).toBe('invalid dry_run')
    await announce(dids[1] ?? '')
    expect(await refusal({ wait_minutes: 10 })).toBe('invalid wait_minutes')
    const again = { dry_run: true, idempotency_key: `tried ${made}` }
    for (const repeated of [false, true])
      expect(done(await startCampaign({ db: fleet.db, viewer: operator }, body(dids, again)))).toMatchObject({
        repeated,
        jobs: 2,
        dryRuns: 1,
      })
  })
})
