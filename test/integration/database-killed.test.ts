import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { type Embedded, startEmbedded } from '@/lib/postgres/start'
import { ask, removeFolders, trialFolder } from '@/test/embedded-postgres'
import { type Reply, startTestServer, type TestServer, testToken } from '@/test/http-server'

const nodes = ['a', 'b', 'c', 'd'].map((name) => `did:test:${name}`)
const tokens = new Map<string, string>()
const dataDir = trialFolder()
let database: Embedded
let server: TestServer
beforeAll(async () => {
  database = await startEmbedded({ dataDir })
  await migrate(database.url)
  const db = await openDataSource(database.url, { poolSize: 1 })
  for (const did of nodes) tokens.set(did, await testToken(db, did))
  await db.destroy()
  server = await startTestServer(database.url)
})
afterAll(async () => {
  await server?.close()
  await database?.stop()
  removeFolders()
})

type Sent = { acknowledged: string[]; refusals: Reply[]; returned: number }

/** Sends without pause until `signal` aborts; `sent` records what was acknowledged and what was not. */
async function sendReports(did: string, size: number, sent: Sent, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const ids = Array.from({ length: size }, () => randomUUID())
    const batch = ids.map((report_id) => ({
      ...{ report_id, target_node_did: did, timestamp: new Date().toISOString(), status: 'Healthy' },
    }))
    const reply = await server.post(tokens.get(did) ?? '', JSON.stringify(size === 1 ? batch[0] : batch))
    if (reply.status === 200) {
      sent.acknowledged.push(...ids)
      if (sent.refusals.length > 0) sent.returned += 1
    } else {
      sent.refusals.push(reply)
      await sleep(20)
    }
  }
}

const none = (): Sent => ({ acknowledged: [], refusals: [], returned: 0 })

const killPostmaster = async (): Promise<number> =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
/** One of the backends: PostgreSQL then ends all of them and recovers. */
const killBackend = async (): Promise<number> => {
  const [row] = await ask(
    database.url,
    `SELECT pid FROM pg_stat_activity WHERE query LIKE '%INSERT INTO health_reports%' AND pid <> pg_backend_pid()`,
  )
  const pid = Number(row?.pid)
  // A pid that is not a number would mean this process itself.
  expect(pid).toBeGreaterThan(1)
  return pid
}

it('leaves no process of PostgreSQL behind that waits for a lost synchronous standby', async () => {
  const db = await openDataSource(database.url, { poolSize: 1, silentMs: 1_000 })
  await ask(database.url, `ALTER SYSTEM SET synchronous_standby_names = 'lost'`)
  await ask(database.url, 'SELECT pg_reload_conf()')
  const names = Array.from({ length: 4 }, (_, n) => `did:test:lost:${n}`)
  const insert = (name: string) => db.query('INSERT INTO nodes (node_did) VALUES ($1)', [name])
  // PostgreSQL reads the setting some time after the reload; until then it waits for nobody.
  let early = 0
  const lost = () =>
    insert(`did:test:early:${early++}`).then(
      () => null,
      (error: unknown) => error,
    )
  await expect.poll(lost, { timeout: 20_000 }).toMatchObject({ code: 'ETIMEDOUT' })
  for (const name of names) await expect(insert(name)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'SyncRep'`
  await expect.poll(() => ask(database.url, waiting), { timeout: 10_000 }).toEqual([{ n: 0 }])
  await ask(database.url, 'ALTER SYSTEM RESET synchronous_standby_names')
  await ask(database.url, 'SELECT pg_reload_conf()')
  await insert('did:test:found')
  await db.destroy()
})

it.each([
  ['PostgreSQL', killPostmaster],
  ['one of its backends', killBackend],
])(
  'loses nothing acknowledged when %s is killed, answers 503 meanwhile, and then continues',
  async (_, victim) => {
    const stop = new AbortController()
    const kinds = nodes.flatMap((did) => [1, 50].map((size) => ({ did, size, sent: none() })))
    const sent = kinds.map((kind) => kind.sent)
    const senders = kinds.map((kind) => sendReports(kind.did, kind.size, kind.sent, stop.signal))
    await vi.waitFor(
      () => expect(sent.every(({ acknowledged }) => acknowledged.length > 0)).toBe(true),
      20_000,
    )
    process.kill(await victim(), 'SIGKILL')
    await vi.waitFor(() => expect(sent.some(({ returned }) => returned > 0)).toBe(true), 30_000)
    stop.abort()
    await Promise.all(senders)

    const refusals = sent.flatMap((each) => each.refusals)
    expect(refusals.length).toBeGreaterThan(0)
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        status: 503,
        headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      })

    const rows = await ask(database.url, 'SELECT report_id FROM health_reports')
    const stored = new Set(rows.map(({ report_id }) => report_id))
    const acknowledged = sent.flatMap((each) => each.acknowledged)
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  },
  60_000,
)
