import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { retireReports } from '@/lib/series/services/retire-reports'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { bearerOf, testServer } from '@/test/query-server'
import { testVote } from '@/test/votes'
import { GET } from './route'

let fleet: TestFleet
let bearer: string
let ownToken: string
const did = 'did:test:node:1'
const other = 'did:test:node:2'

beforeAll(async () => {
  fleet = await testServer()
  const viewer = await testPerson(fleet.db, 'viewer', 'operator')
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  for (const node of [did, other]) await testNode(fleet.db, node, owner.id)
  bearer = await bearerOf(fleet, { personId: viewer.id })
  ownToken = await bearerOf(fleet, { nodeDid: did })
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports`)
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
})

type Call = { node?: string; token?: string | null; headers?: Record<string, string> }

const call = (query: string, { node = did, token = bearer, headers = {} }: Call = {}): Promise<Response> =>
  GET(
    new Request(`http://localhost/api/v1/nodes/x/series?${query}`, {
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    }),
    { params: Promise.resolve({ did: node }) },
  )

const column = z.array(z.number().nullable())
const reason = z.enum(['no_report', 'not_yet', 'unknown', 'no_value', 'maintenance']).nullable()
const answerShape = z.strictObject({
  node: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  time_zone: z.string(),
  step_seconds: z.number(),
  tier: z.string(),
  open: z.boolean(),
  t: z.array(z.number()),
  reports: z.array(z.number()),
  worst: z.array(z.string().nullable()),
  gaps: z.array(z.strictObject({ from: z.number(), to: z.number() })),
  more_metrics: z.boolean(),
  series: z.record(
    z.string(),
    z.strictObject({
      unit: z.string(),
      t: z.array(z.number()),
      count: z.array(z.number()),
      min: column,
      avg: column,
      max: column,
      missing: z.array(reason),
    }),
  ),
})
type Answer = z.infer<typeof answerShape>

async function answerOf(response: Response): Promise<Answer> {
  const body: unknown = await response.json()
  expect([response.status, body]).toEqual([200, expect.anything()])
  return answerShape.parse(body)
}

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
const seriesOf = async (from: number, to: number, more = ''): Promise<Answer> =>
  answerOf(await call(`from=${iso(from)}&to=${iso(to)}${more}`))

type Row = { at: number; status?: string; metrics?: unknown }
const insert = (rows: readonly Row[]): Promise<unknown> =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp(at), coalesce(status, 'Healthy'), metrics, '{}'
     FROM jsonb_to_recordset($2::jsonb) AS r (at float8, status text, metrics jsonb)`,
    [did, JSON.stringify(rows)],
  )

const epoch = Date.UTC(2026, 0, 5) / 1_000
const day = 86_400

describe('bad input', () => {
  const good = 'from=2026-01-31T00:00:00Z&to=2026-02-01'

  it.each<[string, string, string]>([
    ['an end before the start', 'from=2026-02-01&to=2026-01-31', 'to'],
    ['an empty range', 'from=2026-02-01&to=2026-02-01', 'to'],
    ['no start', 'to=2026-02-01', 'from'],
    ['centuries', 'from=0001-01-01&to=9999-12-31', 'from'],
    ['a year of six digits', 'from=%2B275760-09-13T00:00:00Z&to=2026-02-01', 'from'],
    ['words', 'from=yesterday&to=today', 'from'],
    ['a start of 10,000 characters', `from=${'1'.repeat(10_000)}&to=2026-02-01`, 'from'],
    ['zero buckets', `${good}&max_points=0`, 'max_points'],
    ['a million buckets', `${good}&max_points=1000000`, 'max_points'],
    ['a bucket count in words', `${good}&max_points=many`, 'max_points'],
    ['half a bucket', `${good}&max_points=0.5`, 'max_points'],
    ['a bucket count of NaN', `${good}&max_points=NaN`, 'max_points'],
    ['infinitely many buckets', `${good}&max_points=Infinity`, 'max_points'],
    ['metrics without a name', `${good}&metrics=`, 'metrics'],
    ['over 4,000 characters of metrics', `${good}&metrics=${'x'.repeat(4_001)}`, 'metrics'],
    [
      '4,000 characters of short names',
      `${good}&metrics=${Array.from({ length: 900 }, (_, n) => `m${n}`)}`,
      'metrics',
    ],
    ['NUL in a metric', `${good}&metrics=a%00b`, 'metrics'],
    ['a zone of 10,000 characters', `${good}&tz=${'Europe/'.repeat(1_429)}`, 'tz'],
    ['an unknown zone', `${good}&tz=Europe/Atlantis`, 'tz'],
    ['no zone', `${good}&tz=`, 'tz'],
    ['a parameter twice', `${good}&max_points=5&max_points=5`, 'max_points'],
    ['a zone twice', `${good}&tz=UTC&tz=Europe/Berlin`, 'tz'],
  ])('%s is refused with the parameter that is wrong', async (_, query, path) => {
    const response = await call(query)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = z
      .object({ errors: z.array(z.object({ path: z.string(), message: z.string().min(5).max(200) })) })
      .parse(await response.json())
    expect(problem.errors.map((error) => error.path)).toContain(path)
  })

  it('an unknown parameter is refused', async () => {
    for (const extra of ['step=60', '__proto__=1', 'TZ=UTC'])
      expect((await call(`${good}&${extra}`)).status).toBe(400)
  })

  it('a node that is missing or hidden is not found, even for a client that has a tag', async () => {
    const calls: Call[] = [
      { node: 'did:test:none' },
      { node: '' },
      { node: '%' },
      { node: 'x'.repeat(10_000) },
      { node: 'a\u0000b' },
      { node: other, token: ownToken },
    ]
    for (const one of calls) {
      const response = await call(good, { ...one, headers: { 'if-none-match': '*' } })
      expect([one, response.status]).toEqual([one, 404])
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await call(good, { token: ownToken })).status).toBe(200)
    expect((await call(good, { token: null })).status).toBe(401)
  })

  it('a metric that was never reported is a column of nulls with reasons, whatever its name', async () => {
    await insert([{ at: epoch + 30, metrics: { x: 1 } }])
    const names = ['never', '__proto__', 'constructor', '=1+1', '<b>', 'y'.repeat(3_900)]
    const answer = await seriesOf(epoch, epoch + 100, `&metrics=${names.map(encodeURIComponent)}`)
    // zod reads `__proto__` into the prototype; the text itself has all of them.
    for (const name of names.filter((one) => one !== '__proto__')) {
      const columns = answer.series[name]
      expect(columns?.avg).toEqual(answer.t.map(() => null))
      expect(columns?.missing).toEqual(answer.t.map((t) => (t === epoch + 30 ? 'no_value' : 'no_report')))
    }
    expect(answer.series.x).toBeUndefined()
  })

  it('a range in the future and one of two centuries are empty and say so', async () => {
    const far = await seriesOf(Date.UTC(2150, 0, 1) / 1_000, Date.UTC(2151, 0, 1) / 1_000, '&metrics=x')
    expect(far.open).toBe(true)
    expect(far.reports.every((count) => count === 0)).toBe(true)
    expect(far.series.x?.missing.every((why) => why === 'not_yet')).toBe(true)
    for (const zone of ['UTC', 'Pacific/Pago_Pago'])
      for (const points of [1, 2, 300, 1_000]) {
        const all = await answerOf(
          await call(`from=1970-01-01&to=2199-12-31T23:59:59Z&max_points=${points}&metrics=x&tz=${zone}`),
        )
        expect(all.t.length).toBeLessThanOrEqual(points)
        expect(all.t[0]).toBeLessThanOrEqual(0)
      }
  })
})

describe('why there is no value', () => {
  it('is given for each bucket', async () => {
    await insert([
      { at: epoch + 1, metrics: { x: 0 } },
      { at: epoch + 61, status: 'Unknown' },
      { at: epoch + 62, status: 'Unknown', metrics: {} },
      { at: epoch + 121, status: 'Unknown', metrics: { y: 1 } },
      { at: epoch + 122, status: 'Error', metrics: { x: 'broken' } },
      { at: epoch + 181, metrics: { x: null } },
      { at: epoch + 301, metrics: { x: 4 } },
    ])
    const answer = await seriesOf(epoch, epoch + 360, '&max_points=6&metrics=x,y')
    expect(answer).toMatchObject({ step_seconds: 60, tier: 'raw', open: false, time_zone: 'UTC' })
    expect(answer.reports).toEqual([1, 2, 2, 1, 0, 1])
    expect(answer.worst).toEqual(['Healthy', 'Unknown', 'Error', 'Healthy', null, 'Healthy'])
    expect(answer.series.x?.avg).toEqual([0, null, null, null, null, 4])
    expect(answer.series.x?.missing).toEqual([null, 'unknown', 'no_value', 'no_value', 'no_report', null])
    expect(answer.series.y?.missing).toEqual([
      'no_value',
      'unknown',
      null,
      'no_value',
      'no_report',
      'no_value',
    ])
  })

  const job = async (start: number, end: number | null) => {
    const [row] = await fleet.db.query<{ job_id: string }[]>(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at)
       VALUES ($1, 'did:test:x', 'restart', 'PendingApproval', to_timestamp($2)) RETURNING job_id`,
      [did, start - 5],
    )
    const move = (status: string) =>
      fleet.db.query(
        `UPDATE maintenance_jobs SET status = $2, completed_at = to_timestamp($3) WHERE job_id = $1`,
        [row?.job_id, status, end],
      )
    await testVote(fleet.db, row?.job_id ?? '', 'owner')
    for (const status of ['Approved', 'Running']) await move(status)
    await fleet.db.query(`UPDATE job_details SET started_at = to_timestamp($2) WHERE job_id = $1`, [
      row?.job_id,
      start,
    ])
    if (end !== null) await move('Completed')
  }

  it('is maintenance while a job ran on the node, and only there', async () => {
    await insert([
      { at: epoch + 1, metrics: { x: 1 } },
      { at: epoch + 61, metrics: { x: 1 } },
      { at: epoch + 131, metrics: {} },
      { at: epoch + 301, metrics: { x: 1 } },
    ])
    await job(epoch + 61, epoch + 240)
    const answer = await seriesOf(epoch, epoch + 360, '&max_points=6&metrics=x')
    // A bucket with a value is not missing, even under maintenance.
    expect(answer.series.x?.missing).toEqual([null, null, 'maintenance', 'maintenance', 'no_report', null])
    expect(answer.series.x?.avg[1]).toBe(1)
    const elsewhere = await answerOf(
      await call(`from=${iso(epoch)}&to=${iso(epoch + 360)}&metrics=x`, { node: other }),
    )
    expect(elsewhere.series.x?.missing.every((why) => why === 'no_report')).toBe(true)
  })

  it.each([
    ['', null],
    [', even if its owner records the outcome later', 'Failed'],
    [', even if its agent comes back and reports success', 'Completed'],
  ])(
    'is maintenance while a job of another program ran, by its history, until it was lost%s',
    async (_, end) => {
      const [row] = await fleet.db.query<{ job_id: string }[]>(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at)
       VALUES ($1, 'did:test:x', 'reindex', 'PendingApproval', to_timestamp($2)) RETURNING job_id`,
        [did, epoch - day],
      )
      await testVote(fleet.db, row?.job_id ?? '', 'owner')
      const steps: [string, number][] = [
        ['Approved', epoch - 60],
        ['Running', epoch + 120],
        ['Lost', epoch + 240],
      ]
      if (end !== null) steps.push([end, epoch + 360])
      for (const [status, at] of steps) {
        await fleet.db.query(
          `UPDATE maintenance_jobs SET status = $2::varchar, status_history = status_history || $3::jsonb,
           completed_at = CASE WHEN $2::varchar = $4::varchar THEN to_timestamp($5) END WHERE job_id = $1`,
          [row?.job_id, status, JSON.stringify([{ status, timestamp: iso(at) }]), end, at],
        )
      }
      await insert([{ at: epoch + 1, metrics: { x: 1 } }])
      const answer = await seriesOf(epoch, epoch + 360, '&max_points=6&metrics=x')
      const silent = 'no_report'
      expect(answer.series.x?.missing).toEqual([null, silent, 'maintenance', 'maintenance', silent, silent])
    },
  )

  it('is maintenance until now while the job runs', async () => {
    const now = Date.now() / 1_000
    await job(now - 600, null)
    const answer = await seriesOf(now - 900, now + 120, '&metrics=x')
    const why = (time: number) => answer.series.x?.missing[answer.t.findLastIndex((t) => t <= time)]
    expect(answer.open).toBe(true)
    expect([why(now - 700), why(now - 300), why(now - 20), why(now + 60)]).toEqual([
      'no_report',
      'maintenance',
      'maintenance',
      'not_yet',
    ])
  })
})

describe('time zones', () => {
  it('a day begins at midnight in the requested zone', async () => {
    const from = Date.parse('2026-03-27T12:00:00Z') / 1_000
    await insert(
      Array.from({ length: 4 * 24 }, (_, hour) => ({ at: from + hour * 3_600, metrics: { x: 1 } })),
    )
    const berlin = await seriesOf(from, from + 4 * day, '&max_points=5&tz=Europe/Berlin')
    expect(berlin).toMatchObject({ time_zone: 'Europe/Berlin', step_seconds: day })
    expect(berlin.t.map((t) => iso(t).slice(5, 13))).toEqual([
      '03-26T23',
      '03-27T23',
      '03-28T23',
      '03-29T22',
      '03-30T22',
    ])
    // The day on which clocks went forward has 23 hours.
    expect(berlin.series.x?.count).toEqual([11, 24, 23, 24, 14])
    const utc = await seriesOf(from, from + 4 * day, '&max_points=5')
    expect(utc.time_zone).toBe('UTC')
    expect(utc.t.every((t) => t % day === 0)).toBe(true)
  })
})

describe('a closed range', () => {
  const past = `from=${iso(epoch)}&to=${iso(epoch + 600)}`

  it('has a tag, and is not sent again to a client that has it', async () => {
    await insert([{ at: epoch + 30, metrics: { x: 1 } }])
    const first = await call(past)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[\w-]+"$/)
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    for (const header of [tag, `W/${tag}`, `"a", ${tag}`, '*']) {
      const again = await call(past, { headers: { 'if-none-match': header } })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect(again.headers.get('etag')).toBe(tag)
    }
    expect((await call(past, { headers: { 'if-none-match': '"another"' } })).status).toBe(200)
  })

  it('gets another tag from a late report, and the old one back when that is deleted', async () => {
    await insert([{ at: epoch + 30, metrics: { x: 1 } }])
    const tagNow = async () => (await call(past)).headers.get('etag')
    const before = await tagNow()
    await insert([{ at: epoch + 31, metrics: { x: 1 } }])
    const after = await tagNow()
    expect(after).not.toBe(before)
    await fleet.db.query(`DELETE FROM health_reports WHERE timestamp = to_timestamp($1)`, [epoch + 31])
    expect(await tagNow()).toBe(before)
  })

  it('does not include one whose last bucket is still growing: no tag, no caching', async () => {
    const now = Date.now() / 1_000
    const open = [
      `from=${iso(now - 600)}&to=${iso(now + 60)}`,
      // It ends before now, but within the hour that now is in.
      `from=${iso(now - 40 * day)}&to=${iso(Math.floor(now / 3_600) * 3_600 + 0.001)}&max_points=1000`,
    ]
    for (const query of open) {
      const response = await call(query, { headers: { 'if-none-match': '*' } })
      expect(response.status).toBe(200)
      expect(response.headers.get('etag')).toBeNull()
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect((await answerOf(response)).open).toBe(true)
    }
  })
})

type Bucket = { reports: number; count: number; avg: number | null; missing: string | null }

const bucketsOf = (answer: Answer): Map<number, Bucket> =>
  new Map(
    answer.t.map((t, index) => [
      t,
      {
        reports: answer.reports[index] ?? -1,
        count: answer.series.x?.count[index] ?? -1,
        avg: answer.series.x?.avg[index] ?? null,
        missing: answer.series.x?.missing[index] ?? null,
      },
    ]),
  )

describe('the same buckets', () => {
  const wanted = fc.record({
    from: fc.integer({ min: -day, max: 15 * day }).map((offset) => epoch + offset),
    length: fc.oneof(fc.integer({ min: 60, max: 7_200 }), fc.integer({ min: day, max: 20 * day })),
    points: fc.integer({ min: 1, max: 40 }),
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'),
  })
  /** Most of them within the range, however short it is. */
  const reports = fc.array(
    fc.record({
      place: fc.integer({ min: -200, max: 1_200 }),
      status: fc.constantFrom('Healthy', 'Unknown'),
      metrics: fc.constantFrom({ x: 1 }, { x: 7.5 }, { x: 'broken' }, {}, { y: 2 }),
    }),
    { maxLength: 60, size: 'max' },
  )
  const given = fc.tuple(reports, wanted).map(([all, range]) => ({
    range,
    rows: all.map(({ place, ...row }) => ({
      ...row,
      at: range.from + Math.floor((range.length * place) / 1_000),
    })),
  }))

  it('are returned for any request, and each holds exactly what a plain count finds in it', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ rows, range: { from, length, points, zone } }) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        await insert(rows)
        const to = from + length
        const answer = await seriesOf(from, to, `&max_points=${points}&tz=${zone}&metrics=x`)
        expect(answer.t.length).toBeLessThanOrEqual(points)
        answer.t.forEach((start, index) => {
          const end = answer.t[index + 1] ?? to
          const inside = rows.filter(({ at }) => at >= start && at < end)
          const values = inside.flatMap(({ metrics }) =>
            'x' in metrics && typeof metrics.x === 'number' ? metrics.x : [],
          )
          const known = inside.some(({ status }) => status !== 'Unknown')
          expect(answer.reports[index]).toBe(inside.length)
          expect(answer.series.x?.count[index]).toBe(values.length)
          expect(answer.series.x?.max[index]).toBe(values.length === 0 ? null : Math.max(...values))
          const why = inside.length === 0 ? 'no_report' : known ? 'no_value' : 'unknown'
          expect(answer.series.x?.missing[index]).toBe(values.length > 0 ? null : why)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('keep their closed ones when the range ends a minute later or begins later', async () => {
    await fc.assert(
      fc.asyncProperty(given, fc.nat(999), async ({ rows, range: request }, share) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        await insert(rows)
        const { from, length, points, zone } = request
        const to = from + length
        const later = Math.ceil((length * share) / 1_000)
        const more = `&max_points=${points}&tz=${zone}&metrics=x`
        const answer = await seriesOf(from, to, more)
        const grown = await seriesOf(from, to + 60, more)
        const begunLater = await seriesOf(Math.min(from + later, to - 1), to, more)
        const closed = [...bucketsOf(answer)].filter(
          ([start]) => (answer.t[answer.t.indexOf(start) + 1] ?? to + 1) <= to,
        )
        for (const another of [grown, begunLater]) {
          if (another.step_seconds !== answer.step_seconds) continue
          const found = bucketsOf(another)
          for (const [start, bucket] of closed)
            if (start >= (another.t[0] ?? 0)) expect(found.get(start)).toEqual(bucket)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('where raw reports have been deleted', () => {
  it('buckets are whole and at least 5 minutes long, and nothing is lost', async () => {
    await insert(Array.from({ length: 3 * 1_440 }, (_, n) => ({ at: epoch + n * 60, metrics: { x: n } })))
    const whole = await seriesOf(epoch, epoch + 2 * day)
    const later = new Date((epoch + 10 * day) * 1_000)
    while (await rollUp(fleet.db, later));
    expect(await seriesOf(epoch, epoch + 2 * day)).toEqual(whole)
    await retireReports(fleet.db, { reportDays: 8, rollUpDays: null }, later)
    expect(await seriesOf(epoch, epoch + 2 * day)).toEqual(whole)

    const cut = await seriesOf(epoch + 100, epoch + 3_700)
    expect(cut).toMatchObject({ step_seconds: 300, from: iso(epoch), to: iso(epoch + 3_900) })
    expect(cut.reports).toEqual(Array.from({ length: 13 }, () => 5))
    expect(cut.series.x?.max.at(-1)).toBe(64)

    const recent = await seriesOf(epoch + 2 * day, epoch + 2 * day + 3_700)
    expect(recent).toMatchObject({ step_seconds: 30, to: iso(epoch + 2 * day + 3_700) })
    expect(recent.reports.reduce((sum, reports) => sum + reports, 0)).toBe(62)
  })
})

describe('half from roll-ups, half from raw reports', () => {
  it('gives the same answer as before the roll-up, at every step', async () => {
    await insert(
      Array.from({ length: 2 * 1_440 }, (_, n) => ({ at: epoch + n * 60, metrics: { x: n, y: -n } })),
    )
    const whole = await Promise.all([seriesOf(epoch, epoch + day), seriesOf(epoch, epoch + 2 * day)])
    for (const hours of [3, 11, 25, 40]) {
      await rollUp(fleet.db, new Date((epoch + hours * 3_600 + 100) * 1_000))
      expect(await Promise.all([seriesOf(epoch, epoch + day), seriesOf(epoch, epoch + 2 * day)])).toEqual(
        whole,
      )
    }
    const [rolled] = await fleet.db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM roll_ups`)
    expect(rolled?.n).toBeGreaterThan(40)
    await insert([{ at: epoch + 30, metrics: { x: 10_000 } }])
    const late = await seriesOf(epoch, epoch + day)
    expect(late.series.x?.max[0]).toBe(10_000)
    expect(late.series.x?.count[0]).toBe((whole[0]?.series.x?.count[0] ?? 0) + 1)
    expect(late.series.y).toEqual(whole[0]?.series.y)
  })
})
