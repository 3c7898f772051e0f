import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastCheckpoint } from '@/lib/audit/db/checkpoints'
import { addNode, askFor, checkpoint, testAudit, testKey, verified, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { makeCheckpoints } from './make-checkpoints'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit(12)
})
afterAll(() => fleet.close())

const statement = (sql: string) => fleet.db.query(sql).then(() => 'done', String)

describe('making checkpoints', () => {
  it('covers new events once, in checkpoints of limited size', async () => {
    for (let n = 0; n < 4; n += 1) await wholeJob(fleet.db)
    expect(await checkpoint(fleet.db, 10)).toBeGreaterThan(2)
    expect(await checkpoint(fleet.db)).toBe(0)
    await askFor(fleet.db)
    expect(await verified(fleet.db)).toMatchObject({ ok: true, uncovered: 1, jobs: { compared: 5 } })
    expect(await checkpoint(fleet.db)).toBe(1)
    const report = await verified(fleet.db)
    expect(report).toMatchObject({ ok: true, uncovered: 0, findings: [] })
    expect(report.last_checkpoint?.checkpoint_no).toBe(report.checkpoints)
    expect(report.last_checkpoint?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  })

  it('two processes at once do not make the same checkpoint twice', async () => {
    for (let n = 0; n < 6; n += 1) await askFor(fleet.db)
    const before = (await lastCheckpoint(fleet.db.manager))?.no ?? 0
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => makeCheckpoints(fleet.db, testKey, { eventsPerCheckpoint: 2 })),
    )
    made.push(await checkpoint(fleet.db))
    const report = await verified(fleet.db)
    expect(report).toMatchObject({ ok: true, uncovered: 0 })
    expect(report.checkpoints - before).toBe(made.reduce((a, b) => a + b, 0))
  })

  it('waits for the event of an open transaction, and does not block writers until it ends', async () => {
    const slow = fleet.db.createQueryRunner()
    await slow.startTransaction()
    try {
      await askFor(slow.manager)
      await askFor(fleet.db)
      const making = makeCheckpoints(fleet.db, testKey, { waitMs: 200 })
      const begin = Date.now()
      // All of this ends while the transaction is open.
      await Promise.all(Array.from({ length: 5 }, () => askFor(fleet.db)))
      expect(await making).toBe(0)
      // 200 ms, and what a busy machine adds.
      expect(Date.now() - begin).toBeLessThan(5_000)
    } finally {
      await slow.commitTransaction()
      await slow.release()
    }
    expect(await checkpoint(fleet.db)).toBe(1)
    expect(await verified(fleet.db)).toMatchObject({ ok: true, uncovered: 0 })
  })

  it('reports nothing while many processes write, make checkpoints and verify at once', async () => {
    const nodes = Array.from({ length: 6 }, (_, n) => `did:kos:busy:${n}`)
    for (const node of nodes) await addNode(fleet.db, node)
    let writing = true
    const writers = nodes.map(async (node, n) => {
      for (let round = 0; round < 12; round += 1) {
        await wholeJob(fleet.db, node)
        await fleet.db.query(`UPDATE people SET email = $1 WHERE id = $2`, [
          `${n}.${round}@example.org`,
          ['ola', 'ana', 'ada'][n % 3],
        ])
        // One that leaves a hole in the ids.
        await fleet.db
          .transaction(async (tx) => {
            await askFor(tx, node)
            throw new Error('undone')
          })
          .catch(() => undefined)
      }
    })
    const all = Promise.all(writers).finally(() => {
      writing = false
    })
    const found: unknown[] = []
    let rounds = 0
    const watch = async () => {
      while (writing) {
        await makeCheckpoints(fleet.db, testKey, { eventsPerCheckpoint: 17 })
        found.push(...(await verified(fleet.db)).findings)
        rounds += 1
      }
    }
    await Promise.all([all, watch(), watch()])
    await checkpoint(fleet.db)
    expect(await verified(fleet.db)).toMatchObject({ ok: true, uncovered: 0 })
    expect(found).toEqual([])
    expect(rounds).toBeGreaterThan(1)
  }, 120_000)
})

describe('the tables of the log', () => {
  it.each(['job_events', 'audit_checkpoints'])('%s refuses UPDATE, DELETE and TRUNCATE', async (table) => {
    const column = table === 'job_events' ? 'body' : 'created_at'
    for (const sql of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ])
      expect(await statement(sql)).toMatch(/is append-only: rows cannot be changed or removed/)
  })

  it('a writer of an event chooses neither its hash nor its place', async () => {
    await statement(`INSERT INTO job_events (stream, seq, body, hash) VALUES ('rights', 1, '{}', '\\x00')`)
    expect(await verified(fleet.db)).toMatchObject({ ok: true })
  })
})
