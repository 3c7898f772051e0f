import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { createChannel } from '@/lib/notices/services/create-channel'
import { readVerdict } from '@/lib/verdicts/db/read-verdict'
import { verdictSentence } from '@/lib/verdicts/domain/words'
import { type People, peopledFleet, single } from '@/test/consent-model/people'
import type { TestFleet } from '@/test/fleet'
import { done } from '@/test/result'
import { type TestWriter, testWriter } from '@/test/sql-writer'
import { moveBySql, ranBySql, type Said, sayBySql } from '@/test/verdicts'
import { judgeRuns } from './judge-runs'

let fleet: TestFleet
let people: People
let writer: TestWriter

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
  writer = await testWriter(fleet)
})
afterAll(async () => {
  await writer.close()
  await fleet.close()
})
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
  await fleet.db.query(`TRUNCATE health_reports`)
})

const [minute, hour, day] = [60, 3_600, 86_400]
const say = (...said: Said[]) => sayBySql(writer, single, said)
const ran = (run: { from: number; to: number; status?: string }) =>
  ranBySql(fleet.db, writer, { requester: people.operator, owner: people.owner, did: single }, run)
const judged = async (jobId: string) => {
  await judgeRuns(fleet.db, 20_000)
  const found = await readVerdict(fleet.db.manager, jobId)
  if (!found) throw new Error('no verdict')
  return found
}
const sentence = async (jobId: string, status = 'Completed'): Promise<string> => {
  const { evidence } = await judged(jobId)
  return evidence ? verdictSentence(evidence, status) : 'nobody has looked'
}
const disk = (gb: number) => ({ disk_usage_gb: gb, cpu_usage_percent: 34 })
const ill = { status: 'Warning', code: 'DISK_NEARING_CAPACITY', metrics: disk(438) }
/** A disk that was cleared by a run of 7 minutes which ended `ago` seconds ago, and is well since, up to now or until `until`. */
async function cleared(ago: number, until = 0, days = 2): Promise<string> {
  const every = Math.max(ago, days * day) > 2 * day ? 300 : 60
  await say(
    { from: -ago - days * day, to: -ago + 4.5 * minute, every, ...ill },
    { from: -ago + 4.5 * minute, to: until, every, metrics: disk(371) },
  )
  return ran({ from: -ago - 7 * minute, to: -ago })
}

describe('a run that plain SQL took and ended', () => {
  it('is settled as fixed, with its figures, six hours after its end', async () => {
    const jobId = await cleared(6 * hour + 30, 0, 8)
    expect(await sentence(jobId)).toMatch(
      /^Fixed: DISK_NEARING_CAPACITY gone 4 min after the end, for 5 h 5[56] m so far; disk 438 → 371 GB\.$/,
    )
    const { evidence, settledAt, lookAt } = await judged(jobId)
    expect(settledAt).not.toBeNull()
    expect(evidence?.figures.map(({ metric, reads }) => [metric, reads])).toEqual([
      ['disk_usage_gb', 'lower'],
      ['cpu_usage_percent', 'as_usual'],
    ])
    // Watched for a week after its end.
    expect((lookAt?.getTime() ?? 0) / 1_000 - Date.now() / 1_000).toBeCloseTo(7 * day - 6 * hour, -2)
  })

  it('is preliminary before that, and looked at again', async () => {
    const { evidence, settledAt, lookAt } = await judged(await cleared(20 * minute))
    expect(evidence).toMatchObject({ verdict: 'fixed', why: 'gone' })
    expect(settledAt).toBeNull()
    expect((lookAt?.getTime() ?? 0) - Date.now()).toBeCloseTo(40 * minute * 1_000, -5)
  })

  it('has figures as soon as a node has reported a few times before it and after it', async () => {
    await say(
      { from: -11 * minute, to: -9 * minute, every: 10, ...ill },
      { from: -5 * minute, to: 0, every: 10, metrics: disk(371) },
    )
    const { evidence } = await judged(await ran({ from: -9 * minute, to: -5 * minute }))
    expect(evidence?.figures).toMatchObject([{ before: 438, after: 371, reads: null }, { before: 34 }])
  })

  it('is not fixed by having failed, and says so', async () => {
    await say({ from: -2 * day, to: 0, ...ill })
    const jobId = await ran({ from: -7 * hour, to: -6.5 * hour, status: 'Failed' })
    expect(await sentence(jobId, 'Failed')).toBe(
      'No change: The job failed. DISK_NEARING_CAPACITY is still there; disk 438 → 438 GB.',
    )
  })

  it('has not enough data without reports after it', async () => {
    await say({ from: -2 * day, to: -7 * hour, ...ill })
    expect(await sentence(await ran({ from: -7 * hour, to: -6.5 * hour }))).toBe(
      'Not enough data: no report since the run ended.',
    )
  })
})

/** Two days ago the run was looked at; since then, reports have come. */
const lookedBefore = async (jobId: string): Promise<void> => {
  await judgeRuns(fleet.db, 20_000)
  await fleet.db.query(
    `UPDATE job_verdicts SET evidence = jsonb_set(evidence, '{until}', to_jsonb((evidence ->> 'until')::float8 - $2)) WHERE job_id = $1`,
    [jobId, hour],
  )
}

describe('a return of the illness', () => {
  it('is noticed within three reports and says when', async () => {
    const jobId = await cleared(2 * day, -10 * minute)
    await lookedBefore(jobId)
    await say({ from: -10 * minute, to: 0, every: 60, ...ill })
    expect(await sentence(jobId)).toMatch(
      /^Fixed: DISK_NEARING_CAPACITY gone 4 min after the end, but back after 1 d; disk/,
    )
    const { evidence, lookAt } = await judged(jobId)
    expect(evidence?.backAt).toBeCloseTo(Date.now() / 1_000 - 10 * minute, -2)
    expect(lookAt).toBeNull()
  })
  it('within a day takes the verdict back', async () => {
    const jobId = await cleared(7 * hour, -10 * minute)
    await lookedBefore(jobId)
    await say({ from: -10 * minute, to: 0, every: 60, ...ill })
    expect(await sentence(jobId)).toMatch(
      /^No change: DISK_NEARING_CAPACITY gone 4 min after the end, but back after 6 h/,
    )
  })
})

it('an outcome that becomes known is judged anew', async () => {
  const jobId = await ran({ from: -8 * hour, to: -7 * hour, status: 'Lost' })
  await say({ from: -2 * day, to: 0, ...ill })
  expect((await judged(jobId)).evidence).toMatchObject({ verdict: 'no_change', why: 'still_there' })
  await moveBySql(writer, jobId, 'Completed', -7 * hour)
  expect((await readVerdict(fleet.db.manager, jobId))?.evidence).toBeNull()
  expect((await judged(jobId)).evidence).toMatchObject({ why: 'still_there' })
})

it('two servers look at each run once', async () => {
  await say({ from: -2 * day, to: 0, every: 300, ...ill })
  const jobIds: string[] = []
  for (let n = 1; n <= 12; n += 1) jobIds.push(await ran({ from: -7 * hour - n, to: -7 * hour }))
  const other = await openDataSource(fleet.url, { poolSize: 2 })
  const looked = await Promise.all([judgeRuns(fleet.db, 20_000), judgeRuns(other, 20_000)])
  await other.destroy()
  expect(looked[0] + looked[1]).toBe(jobIds.length)
  expect(Math.min(...looked)).toBeGreaterThan(0)
  const rows = await fleet.db.query(`SELECT FROM job_verdicts WHERE settled_at IS NOT NULL`)
  expect(rows).toHaveLength(jobIds.length)
})

/** What the people of the run were told since this was last called. */
async function told(): Promise<string[]> {
  const rows = await fleet.db.query<{ line: string }[]>(
    `WITH gone AS (DELETE FROM notice_deliveries RETURNING channel_id, notices)
     SELECT format('%s: %s (%s)', p.name, n.title, n.severity) AS line FROM gone JOIN notice_channels c USING (channel_id)
     JOIN people p ON p.id = c.person_id JOIN notices n ON n.notice_id = ANY (gone.notices) ORDER BY n.at, p.name`,
  )
  return rows.map(({ line }) => line)
}

it('tells whoever asked for a run and approved it, once, of its settled verdict and of a return', async () => {
  for (const viewer of [people.operator, people.owner])
    done(await createChannel({ db: fleet.db, viewer }, { kind: 'browser', name: viewer.id }))
  const jobId = await cleared(2 * day, -10 * minute)
  await judged(jobId)
  // The owner has approved it.
  const each = (line: string) => [people.operator, people.owner].map(({ name }) => `${name}: ${line}`)
  expect(await told()).toEqual(each('archive_data has a verdict: Fixed (info)'))
  await lookedBefore(jobId)
  expect(await told()).toEqual([])
  await say({ from: -10 * minute, to: 0, every: 60, ...ill })
  await judged(jobId)
  expect(await told()).toEqual(each('archive_data helped for a while only (warning)'))
})
