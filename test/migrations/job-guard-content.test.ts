import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isExactNumber } from '@/lib/kernel/json/exact-number'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { type TestWriter, testWriter } from '@/test/sql-writer'
import { testVote } from '@/test/votes'

// Numbers, histories, completion times and leases: what the guard of jobs refuses to `sql`, which owns the tables, and to
// `plain`, which only writes to the given ones.

let fleet: TestFleet
let writer: TestWriter
let count = 0
let node = ''
let jobId = ''
beforeAll(async () => {
  fleet = await testFleet(3)
  await testPerson(fleet.db, 'owner', 'approver')
  writer = await testWriter(fleet)
})
afterAll(async () => {
  await writer.close()
  await fleet.close()
})
beforeEach(async () => {
  count += 1
  node = `did:a:${count}`
  await testNode(fleet.db, node, 'owner')
  jobId = await request('{}')
})

const sql = (statement: string, values: unknown[] = []) => fleet.db.query(statement, values)
const set = (assignment: string) =>
  sql(`UPDATE maintenance_jobs SET ${assignment} WHERE job_id = $1`, [jobId])
const plain = (assignment: string) =>
  writer.client.query(`UPDATE maintenance_jobs SET ${assignment} WHERE job_id = $1`, [jobId])
const request = async (params: string, history: string | null = null): Promise<string> =>
  (
    await sql(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, status_history)
       VALUES ($1, 'did:p:requester', 'restart', $2::jsonb, 'PendingApproval', $3::jsonb) RETURNING job_id`,
      [node, params, history],
    )
  )[0].job_id
const job = async () => (await sql(`SELECT * FROM maintenance_jobs WHERE job_id = $1`, [jobId]))[0]
/** Running, leased by an agent for this many seconds from now. */
const held = async (seconds: number): Promise<void> => {
  await testVote(fleet.db, jobId, 'owner')
  for (const status of ['Approved', 'Running']) await set(`status = '${status}'`)
  await lease(seconds)
}
const lease = (seconds: number) =>
  sql(
    `UPDATE job_details SET claim_token_hash = '\\x01', lease_expires_at = now() + make_interval(secs => $2)
     WHERE job_id = $1`,
    [jobId, seconds],
  )

describe('the lease of a claim', () => {
  const leased = async () =>
    (
      await sql(`SELECT encode(claim_token_hash, 'hex') AS token FROM job_details WHERE job_id = $1`, [jobId])
    )[0]
  const putLease = `SELECT set_config('hakim.lease', $1::uuid || ' 01 45', false)`

  it('is not given by a program that has no right to the details', async () => {
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await writer.client.query(putLease, [jobId])
    await plain(`status = 'Running'`)
    expect(await leased()).toEqual({ token: null })
  })

  it('is given to the job that it names alone', async () => {
    const other = await request('{}')
    await testVote(fleet.db, jobId, 'owner')
    await set(`status = 'Approved'`)
    await fleet.db.transaction(async (tx) => {
      await tx.query(putLease, [other])
      await tx.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [jobId])
      await tx.query(`RESET hakim.lease`)
    })
    expect(await leased()).toEqual({ token: null })
  })
})

describe('numbers of the parameters', () => {
  const rounded = 'A number in the parameters has more digits than can be shown'

  it.each([
    '{"id": 12345678901234567890}',
    '[[9007199254740993]]',
    '{"a": {"b": 1e-400}}',
    '0.1234567890123456789',
  ])('that would be shown rounded are refused: %s', async (params) => {
    await expect(request(params)).rejects.toThrow(rounded)
    await expect(set(`params = '${params}'`)).rejects.toThrow(rounded)
    await expect(plain(`params = '${params}'`)).rejects.toThrow(rounded)
  })

  it('of an earlier job cannot be approved', async () => {
    await sql(`ALTER TABLE maintenance_jobs DISABLE TRIGGER USER`)
    await set(`params = '{"id": 12345678901234567890}'`)
    await sql(`ALTER TABLE maintenance_jobs ENABLE TRIGGER USER`)
    await testVote(fleet.db, jobId, 'owner')
    await expect(set(`status = 'Approved'`)).rejects.toThrow(rounded)
    await expect(plain(`status = 'Approved'`)).rejects.toThrow(rounded)
  })

  it('are never shown rounded: JavaScript prints what PostgreSQL takes', async () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 22 })
    const number = fc
      .tuple(fc.constantFrom('', '-'), digits, fc.option(digits), fc.integer({ min: -290, max: 280 }))
      .map(
        ([sign, whole, fraction, power]) =>
          `${sign}${BigInt(whole)}${fraction ? `.${fraction}` : ''}e${power}`,
      )
    const numbers = [
      ...fc.sample(number, { numRuns: 3_000, seed: 7 }),
      ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-300 }), 1_000).map(String),
    ]
    const [{ exact }] = await sql(
      `SELECT array_agg(hakim_exact(j) ORDER BY n) AS exact FROM unnest($1::jsonb[]) WITH ORDINALITY AS u (j, n)`,
      [numbers],
    )
    // Half-way between two doubles that are both whole numbers, PostgreSQL is stricter.
    const differing = numbers.filter((text, n) => exact[n] !== isExactNumber(text))
    expect(differing.filter((text) => !isExactNumber(text))).toEqual([])
    expect(differing.filter((text) => Math.abs(Number(text)) < 2 ** 53)).toEqual([])
    expect(differing.length).toBeLessThan(numbers.length / 100)
    expect(numbers.filter(isExactNumber).length).toBeGreaterThan(1_000)
    expect(numbers.filter((text) => !isExactNumber(text)).length).toBeGreaterThan(300)
  })
})

describe('a job that an agent holds', () => {
  it('cannot be marked Lost by anybody while its agent reports', async () => {
    await held(30)
    for (const writes of [set, plain])
      await expect(writes(`status = 'Lost'`)).rejects.toThrow(
        'The agent that runs the job is still reporting',
      )
    await lease(-1)
    await plain(`status = 'Lost'`)
    expect(await job()).toMatchObject({ status: 'Lost' })
  })

  it.each(['Completed', 'Failed'])(
    'cannot be made %s by a program without its claim, even once it is lost',
    async (end) => {
      await held(30)
      const byClaim = 'An agent has claimed this job'
      await expect(plain(`status = '${end}'`)).rejects.toThrow(byClaim)
      await lease(-1)
      await set(`status = 'Lost'`)
      await expect(plain(`status = '${end}'`)).rejects.toThrow(byClaim)
      await set(`status = '${end}'`)
      expect(await job()).toMatchObject({ status: end })
    },
  )

  it('unlike one that plain SQL runs and ends', async () => {
    await testVote(fleet.db, jobId, 'owner')
    for (const status of ['Approved', 'Running', 'Completed']) await plain(`status = '${status}'`)
    expect(await job()).toMatchObject({ status: 'Completed' })
  })
})

describe('the time of completion', () => {
  it.each([`'2001-01-01'`, 'NULL', `'2030-01-01'`, `'infinity'`])('stays as it is: %s', async (time) => {
    await plain(`completed_at = ${time}`)
    expect(await job()).toMatchObject({ completed_at: null })
    await testVote(fleet.db, jobId, 'owner')
    for (const status of ['Approved', 'Running', 'Completed']) await plain(`status = '${status}'`)
    const before = await job()
    await plain(`completed_at = ${time}`)
    expect(before.completed_at).toBeInstanceOf(Date)
    expect((await job()).completed_at).toEqual(before.completed_at)
  })

  it.each([`'infinity'`, `'-infinity'`, `now() + interval '1 day'`])('is never %s', async (time) => {
    await testVote(fleet.db, jobId, 'owner')
    for (const status of ['Approved', 'Running']) await plain(`status = '${status}'`)
    await plain(`status = 'Failed', completed_at = ${time}`)
    expect(Math.abs((await job()).completed_at.getTime() - Date.now())).toBeLessThan(60_000)
  })
})

describe('the history', () => {
  const never = 'The history names a status that the job never had'

  it.each([
    '{"status": "Approved", "actor_did": "did:key:owner"}',
    '[[{"status": "Approved"}]]',
    '[[[{"status": "Completed"}]]]',
    '[7, {"status": "Running"}]',
  ])('cannot begin with %s', async (history) => {
    await expect(request('{}', history)).rejects.toThrow(never)
  })

  it.each(['[{"status": "Completed"}]', '[[{"status": "Completed"}]]', '{"status": "Completed"}'])(
    'cannot be continued with %s',
    async (more) => {
      await expect(plain(`status_history = status_history || '${more}'`)).rejects.toThrow(never)
    },
  )

  it.each(['"odd"', '7', '[null, 7, "odd", {}]', '[{"status": "PendingApproval", "message": "Approved"}]'])(
    'of another program is kept as it came: %s',
    async (history) => {
      const [row] = await sql(`SELECT status_history FROM maintenance_jobs WHERE job_id = $1`, [
        await request('{}', history),
      ])
      expect(row.status_history).toEqual(JSON.parse(history))
    },
  )
})
