import { Client } from 'pg'
import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCheckpoints } from '@/lib/audit/services/make-checkpoints'
import { checkpointKey } from '@/lib/audit/services/signing'
import { checkDatabase } from '@/lib/cli/doctor/doctor-database'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { findPooler } from '@/lib/db/connection/pooler'
import { database } from '@/lib/db/connection/server-database'
import { addOwner } from '@/lib/fleet/db/owners'
import { fleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import { databaseDown } from '@/lib/kernel/database-down'
import type { PersonViewer } from '@/lib/kernel/role'
import { buildNodeTimeIndex } from '@/lib/series/db/node-time-index'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestDatabase, testDatabase } from '@/test/database'
import { setUnexpected } from '@/test/database-settings'
import { removeFolders } from '@/test/embedded-postgres'
import { testPerson } from '@/test/fleet'
import { startTestServer, type TestServer, testToken } from '@/test/http-server'
import { approvedJob } from '@/test/jobs'
import { pgbouncer, startPgbouncer } from '@/test/pgbouncer'
import { silentProxy } from '@/test/silent-proxy'

afterAll(removeFolders)

describe.runIf(pgbouncer)('PgBouncer', () => {
  describe.each(['session', 'transaction'] as const)('in %s mode', (mode) => {
    let direct: TestDatabase
    let pooled: Awaited<ReturnType<typeof startPgbouncer>>
    let server: TestServer
    let db: DataSource
    let requester: PersonViewer
    let owner: PersonViewer
    beforeAll(async () => {
      direct = await testDatabase()
      pooled = await startPgbouncer(direct.url, mode)
      await migrate(pooled.url)
      await setUnexpected(direct.url)
      server = await startTestServer(pooled.url)
      db = await database()
      requester = await testPerson(db, 'requester', 'operator')
      owner = await testPerson(db, 'owner', 'approver')
    })
    afterAll(async () => {
      await server.close()
      await pooled.stop()
      await direct.drop()
    })

    it('is found', async () => {
      expect(await findPooler(pooled.url)).toBe(mode)
      expect(await findPooler(direct.url)).toBe('none')
      const config = {
        databaseUrl: null,
        ownerDatabaseUrl: null,
        retention: { reportDays: null, rollUpDays: null },
        dataDir: '/nonexistent',
      }
      for (const said of [null, 'session', 'transaction'] as const) {
        const checks = await checkDatabase(pooled.url, { ...config, databasePooler: said })
        expect(checks.find(({ check }) => check === 'pooler')).toMatchObject({
          status: mode === 'transaction' && said === 'session' ? 'fail' : 'ok',
          detail: expect.stringContaining(`for a ${mode}`),
        })
      }
    })

    it('every query has our settings, whatever other clients leave behind', async () => {
      const other = new Client({ connectionString: pooled.url })
      other.on('error', () => undefined)
      await other.connect()
      const wanted = `SELECT current_setting('datestyle') AS style, current_setting('search_path') AS path,
        current_setting('lock_timeout') AS wait, timestamptz '2026-01-31 09:30Z' AS time, '\\x00'::bytea AS byte`
      for (let round = 0; round < 5; round += 1) {
        await other.query(`SET datestyle = 'German'; SET lock_timeout = 0; SET bytea_output = 'escape'`)
        const found = await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            n % 2 === 0 ? db.query(wanted) : db.transaction((tx) => tx.query(wanted)),
          ),
        )
        for (const rows of found)
          expect(rows).toEqual([
            {
              ...{ style: 'ISO, MDY', path: expect.stringMatching(/^public/), wait: '2s' },
              time: new Date('2026-01-31T09:30:00Z'),
              byte: Buffer.from([0]),
            },
          ])
      }
      await other.end()
    })

    it('reports and pages work side by side', async () => {
      const nodes = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `did:test:${name}`)
      const tokens = await Promise.all(nodes.map(async (did) => [did, await testToken(db, did)] as const))
      // Not all at once: a page that waits 2 s for a connection is refused, and other tests use the same cores.
      for (let round = 0; round < 10; round += 1) {
        const answers = await Promise.all(
          tokens.flatMap(([did, token]) => [
            server.post(
              token,
              JSON.stringify({
                target_node_did: did,
                timestamp: new Date().toISOString(),
                status: 'Healthy',
              }),
            ),
            fleetPage(owner, fleetFilter({})).then(() => ({ status: 200 })),
          ]),
        )
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      }
      expect(await db.query('SELECT count(*)::int AS n FROM health_reports')).toEqual([{ n: 60 }])
    })

    it('a job is approved, and scheduled work and the audit log go on', async () => {
      await addOwner(db.manager, 'did:test:a', 'owner')
      await approvedJob(db, requester, owner, 'did:test:a')
      const key = checkpointKey('a secret of at least 32 characters')
      await rollUp(db, new Date())
      await makeCheckpoints(db, key)
      await db.query('DROP INDEX idx_health_reports_node_time')
      expect(await buildNodeTimeIndex(db)).toBe(true)
      expect(
        await db.query(
          `SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_health_reports_node_time'::regclass`,
        ),
      ).toEqual([{ indisvalid: true }])
      await db.transaction('REPEATABLE READ', async (tx) => {
        expect(await tx.query(`SELECT current_setting('transaction_isolation') AS level`)).toEqual([
          { level: 'repeatable read' },
        ])
      })
    })

    it('PostgreSQL that goes away behind it is no bug', async () => {
      const between = await silentProxy(direct.url)
      const other = await startPgbouncer(between.url, mode)
      const one = await openDataSource(other.url, { poolSize: 1, silentMs: 1_500 })
      between.goAway()
      const failures: unknown[] = []
      for (let n = 0; n < 3; n += 1)
        failures.push(
          await one
            .query('SELECT 1')
            .then(() => null)
            .catch((error: unknown) => error),
        )
      expect(failures.map((failure) => databaseDown(failure)?.kind)).toEqual(Array(3).fill('unavailable'))
      await one.destroy()
      await other.stop()
      await between.close()
    })

    it('a failed statement is undone, and the connection serves the next', async () => {
      const one = await openDataSource(pooled.url, { poolSize: 1 })
      await expect(one.query(`INSERT INTO nodes (node_did) VALUES ('did:test:x'), (1 / 0)`)).rejects.toThrow(
        /division by zero/,
      )
      expect(await one.query(`SELECT count(*)::int AS n FROM nodes WHERE node_did = 'did:test:x'`)).toEqual([
        { n: 0 },
      ])
      await one.destroy()
    })
  })
})
