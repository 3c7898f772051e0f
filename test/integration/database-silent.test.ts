import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { liveDatabase } from '@/lib/db/connection/server-database'
import { notReady } from '@/lib/server/ready'
import { type TestFleet, testFleet } from '@/test/fleet'
import { startTestServer, type TestServer, testToken } from '@/test/http-server'
import { silentProxy } from '@/test/silent-proxy'

const node = 'did:test:a'
let fleet: TestFleet
let proxy: Awaited<ReturnType<typeof silentProxy>>
let server: TestServer
let token: string
beforeAll(async () => {
  fleet = await testFleet(1)
  token = await testToken(fleet.db, node)
  proxy = await silentProxy(fleet.url)
  server = await startTestServer(proxy.url)
})
afterAll(async () => {
  await server.close()
  await proxy.close()
  await fleet.close()
})

const report = () =>
  JSON.stringify({
    report_id: randomUUID(),
    ...{ target_node_did: node, timestamp: new Date().toISOString(), status: 'Healthy' },
  })

it('connections that fall silent without a reset stop nothing for good', async () => {
  expect((await server.post(token, report())).status).toBe(200)
  expect(await notReady()).toBeNull()

  proxy.goSilent()
  const kept = report()
  const query = liveDatabase().then((db) => db.query('SELECT 1'))
  const [refused, unready] = await Promise.all([
    server.post(token, kept),
    notReady(),
    expect(query).rejects.toMatchObject({ code: 'ETIMEDOUT' }),
  ])
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) } })
  expect(unready).toBe('The database does not answer (connections for pages, ingest, live, clock, sign-in).')

  proxy.forwardAgain()
  // The agent sends again what was not acknowledged.
  await expect.poll(async () => (await server.post(token, kept)).status, { timeout: 20_000 }).toBe(200)
  await expect.poll(notReady, { timeout: 20_000 }).toBeNull()
  expect(await fleet.db.query('SELECT count(*)::int AS reports FROM health_reports')).toEqual([
    { reports: 2 },
  ])
}, 90_000)
