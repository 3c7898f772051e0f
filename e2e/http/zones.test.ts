import { afterAll, beforeAll, expect, test } from 'vitest'
import { choiceCookie } from '@/lib/kernel/time/shown-zone'
import { zoneCookie } from '@/lib/kernel/time/time-zone'
import { sessions } from './call-action'
import { databaseFixture } from './database-fixture'
import { node, type ServerFixture } from './server-fixture'

// Pages on days when clocks change, against what Intl says of each moment.

let server: ServerFixture
let cookie: string
beforeAll(async () => {
  server = await databaseFixture()
  cookie = (await sessions(server, ['operator'])).get('operator') ?? ''
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

/** A day, and the local midnights between which it lies. */
const days = [
  ['America/New_York', '2025-11-02', '2025-11-02T04:00:00Z', '2025-11-03T05:00:00Z', 25],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', 24.5],
  ['Asia/Kathmandu', '2026-03-29', '2026-03-28T18:15:00Z', '2026-03-29T18:15:00Z', 24],
] as const

const text = async (path: string, zone: string): Promise<string> => {
  const headers = { cookie: `${cookie}; ${zoneCookie}=${encodeURIComponent(zone)}; ${choiceCookie}=mine` }
  const response = await fetch(server.hakim.url + path, { headers })
  expect(response.status, path).toBe(200)
  // React writes a comment between two pieces of text.
  return (await response.text()).replaceAll('<!-- -->', '')
}

/** What clocks show, as `14:30`. */
const clock = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  )

/** The ticks of the first time axis: what they say, and at which part of the range. */
const ticksOf = (html: string): { label: string; share: number }[] => {
  const axis = /border-t border-strong">(<span class="absolute top-2.*?)<\/div>/.exec(html)?.[1] ?? ''
  return [...axis.matchAll(/left:\s*([\d.]+)%">(\d\d:\d\d)/g)].map(([, left = '', label = '']) => ({
    ...{ label, share: Number(left) / 100 },
  }))
}

test.each(days)('a day on which clocks change is drawn as it was: %s', async (zone, day, from, to, hours) => {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  expect((end - start) / 3_600_000).toBe(hours)
  await server.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, at, 'Healthy', '{"cpu_usage_percent": 40}', '{}'
     FROM generate_series($2::timestamptz, $3::timestamptz - interval '5 minutes', interval '5 minutes') at`,
    [node, from, to],
  )
  const range = new URLSearchParams({ from, to })
  for (const path of [
    `/nodes/${encodeURIComponent(node)}?${range}`,
    `/compare?nodes=${encodeURIComponent(node)}&metric=cpu_usage_percent&${range}`,
  ]) {
    const html = await text(path, zone)
    expect(html, path).toContain(`value="${day}"`)
    const ticks = ticksOf(html)
    expect(ticks.length, path).toBeGreaterThan(2)
    for (const { label, share } of ticks)
      expect([path, label]).toEqual([
        path,
        clock(Math.round((start + share * (end - start)) / 60_000) * 60_000, zone),
      ])
  }
})
