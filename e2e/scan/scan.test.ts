import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessions } from '../http/call-action'
import { databaseFixture } from '../http/database-fixture'
import type { ServerFixture } from '../http/server-fixture'
import { scan } from './wapiti'

const seconds = Number(process.env.HAKIM_SCAN_MINUTES ?? 5) * 60

/** Findings that docs/security.md explains. */
const explained = [
  /^HTTP Secure Headers: GET \/: X-XSS-Protection is not set$/,
  // The scanned server is called over HTTP.
  /^HTTP Secure Headers: GET \/: Strict-Transport-Security is not set$/,
]

let server: ServerFixture
beforeEach(async () => {
  server = await databaseFixture()
})
afterEach(async () => {
  expect(await server.close()).toBe(0)
})

test.each([null, 'operator', 'admin'] as const)('wapiti finds no hole as %s', async (viewer) => {
  const cookie = viewer && ((await sessions(server, [viewer])).get(viewer) ?? null)
  const { version, crawled, found } = await scan(server.hakim.url, cookie, seconds)
  console.info(
    `${version}: ${crawled} addresses and forms as ${viewer ?? 'nobody'}; ${found.length} findings`,
  )
  // Otherwise it was not signed in.
  expect(crawled).toBeGreaterThan(viewer === null ? 1 : 20)
  if (cookie !== null) {
    const after = await fetch(`${server.hakim.url}/jobs`, { headers: { cookie }, redirect: 'manual' })
    expect(after.status, 'still signed in at the end').toBe(200)
  }
  expect(found.filter((one) => !explained.some((known) => known.test(one)))).toEqual([])
})
