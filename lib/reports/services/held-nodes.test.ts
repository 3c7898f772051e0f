import { Client } from 'pg'
import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { ok } from '@/lib/kernel/errors'
import { log } from '@/lib/log/log'
import { type TestFleet, testAgent, testFleet } from '@/test/fleet'
import { done } from '@/test/result'
import { nodeHeld } from './held-nodes'
import { ingestReports } from './ingest-reports'

let fleet: TestFleet
let db: DataSource
let writer: Client
beforeAll(async () => {
  fleet = await testFleet(1)
  db = await openDataSource(fleet.url, { poolSize: 5, lockMs: 300, connectTimeoutMs: 30_000 })
  writer = new Client({ connectionString: fleet.url })
  await writer.connect()
})
afterAll(async () => {
  await writer.end()
  await db.destroy()
  await fleet.close()
})

const send = (node: string) =>
  ingestReports(
    { db, viewer: testAgent(`did:test:${node}`) },
    {
      bytes: 300,
      read: () =>
        ok({
          items: [
            {
              value: {
                target_node_did: `did:test:${node}`,
                timestamp: new Date().toISOString(),
                status: 'Healthy',
              },
            },
          ],
        }),
    },
  )

/** A group: what arrives while the first is stored goes into one insert. */
const sendTogether = (nodes: readonly string[]) => Promise.all(['first', ...nodes].map(send))

const write = (node: string) =>
  writer.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'Healthy', '{}')`,
    [`did:test:${node}`],
  )
const reportsOf = async (node: string): Promise<number> =>
  (
    await fleet.db.query(`SELECT count(*)::int AS n FROM health_reports WHERE target_node_did = $1`, [
      `did:test:${node}`,
    ])
  )[0].n

/** How many nodes were set aside. A node that came into a group again would be set aside again. */
function asides() {
  const warned = vi.spyOn(log(), 'warn').mockImplementation(() => undefined)
  onTestFinished(() => warned.mockRestore())
  return warned
}

it.each([
  ['with reports', async () => void done(await send('held'))],
  ['without any report that others can see', async () => undefined],
])('an open transaction on a node %s holds up that node alone, until it ends', async (kind, before) => {
  const held = kind === 'with reports' ? 'held' : 'new'
  await before()
  const stored = await reportsOf(held)
  const warned = asides()
  await writer.query('BEGIN')
  await write(held)

  const [, one, refused, two] = await sendTogether(['a', held, 'b'])
  expect([one, two].map((answer) => answer && done(answer).accepted)).toEqual([1, 1])
  expect(refused).toEqual(nodeHeld)
  expect(warned.mock.calls.map(([about]) => about)).toEqual([{ node: `did:test:${held}` }])

  // Set aside, it no longer takes part in groups.
  for (let round = 0; round < 5; round += 1) {
    const answers = await sendTogether(['a', held, held, 'b'])
    expect(answers.map(({ ok: stored }) => stored)).toEqual([true, true, false, false, true])
  }
  expect(warned).toHaveBeenCalledTimes(1)

  await writer.query(kind === 'with reports' ? 'COMMIT' : 'ROLLBACK')
  expect(done(await send(held)).accepted).toBe(1)
  expect((await sendTogether(['a', held, 'b'])).map(({ ok: stored }) => stored)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(await reportsOf(held)).toBe(stored + (kind === 'with reports' ? 3 : 2))
})

it('fails all while another program has locked the table, and stores again afterwards', async () => {
  await writer.query('BEGIN')
  await writer.query('LOCK TABLE health_reports')
  await expect(send('a')).rejects.toMatchObject({ code: '55P03' })
  await writer.query('COMMIT')
  expect(done(await send('a')).accepted).toBe(1)
})
