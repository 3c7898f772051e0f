import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode, askFor, checkpoint, move, testAudit, verified, vote } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import {
  attacked,
  inChains,
  named,
  prepareAttacks,
  type Row,
  random,
  rechain,
  rowsOf,
} from '@/test/tampering'

/** At how many random positions each attack is tried, after once at every event. */
const positions = Number(process.env.HAKIM_TAMPER_POSITIONS ?? 0)
const seed = Number(process.env.HAKIM_TAMPER_SEED ?? Date.now() % 1_000_000)

let fleet: TestFleet
let rows: Row[]
let next: (limit: number) => number

beforeAll(async () => {
  fleet = await testAudit(2)
  const { db } = fleet
  // Jobs and rights side by side, with holes in the ids.
  const jobs: string[] = []
  for (let n = 0; n < 8; n += 1) {
    await addNode(db, `did:kos:t:${n}`)
    jobs.push(await askFor(db, `did:kos:t:${n}`))
    const undone = db.transaction(async (tx) => {
      await askFor(tx)
      throw new Error('undone')
    })
    await undone.catch(() => undefined)
  }
  for (const job of jobs) await vote(db, job)
  for (const status of ['Approved', 'Running', 'Completed']) {
    for (const job of jobs) await move(db, job, status)
    await db.query(`UPDATE people SET email = $1 WHERE id = 'ola'`, [`${status}@example.org`])
  }
  await checkpoint(db, 9)
  await prepareAttacks(db)
  rows = await rowsOf(db)
  next = random(seed)
})
afterAll(() => fleet.close())

const pick = (from: readonly Row[]): Row => {
  const row = from[next(from.length)]
  if (!row) throw new Error('nothing to pick from')
  return row
}

/** The chain of a row, the row included. */
const chainOf = (row: Row): Row[] => rows.filter(({ stream }) => stream === row.stream)

/** Tries an attack, with the rights of the database's owner, at every event of `from`; `check` gets the findings. */
async function everywhere(
  attack: (tx: EntityManager, row: Row) => Promise<void>,
  check: (found: string[], row: Row) => void,
  from: readonly Row[] = rows,
): Promise<void> {
  const more = Array.from({ length: positions }, () => pick(from))
  for (const row of [...from, ...more]) {
    const report = await attacked(fleet.db, (tx) => attack(tx, row))
    expect(report.ok, `seed ${seed}, event ${row.id}`).toBe(false)
    check(inChains(report), row)
  }
}

const variants = [
  { later: 'later hashes left', recompute: async () => undefined },
  { later: 'later hashes recomputed', recompute: rechain },
]

it('an untouched log has no findings', async () => {
  expect(await verified(fleet.db)).toMatchObject({ ok: true, findings: [], uncovered: 0 })
  expect(rows.length).toBeGreaterThan(50)
})

describe.each(variants)(
  `at every event and ${positions} random ones (seed ${seed}), $later`,
  ({ recompute, later }) => {
    const isRecomputed = later.endsWith('recomputed')

    it('change: exactly the changed event is named', async () => {
      await everywhere(
        async (tx, { id, stream }) => {
          await tx.query(
            `UPDATE job_events SET body = (body::jsonb || '{"actor_did": "did:somebody:else"}')::text WHERE event_id = $1`,
            [id],
          )
          await recompute(tx, stream)
        },
        (found, row) => expect(found).toEqual([named('changed', row)]),
      )
    }, 300_000)

    it('remove: exactly the removed event is named', async () => {
      await everywhere(
        async (tx, { id, stream }) => {
          await tx.query(`DELETE FROM job_events WHERE event_id = $1`, [id])
          await recompute(tx, stream)
        },
        (found, row) => expect(found).toEqual([named(row === rows.at(-1) ? 'truncated' : 'removed', row)]),
      )
    }, 300_000)

    it('reorder: both events are named, and no other', async () => {
      let other = pick(rows)
      let way = 0
      const swap = [
        // The contents change places.
        `UPDATE job_events a SET body = b.body FROM job_events b
       WHERE a.event_id IN ($1, $2) AND b.event_id IN ($1, $2) AND a.event_id <> b.event_id`,
        // The numbers in the chain do (in two steps: they are unique).
        `WITH one AS (SELECT event_id, seq FROM job_events WHERE event_id IN ($1, $2))
       UPDATE job_events a SET seq = -b.seq FROM one b WHERE a.event_id IN ($1, $2) AND a.event_id <> b.event_id`,
        // The ids do.
        `UPDATE job_events SET event_id = CASE event_id WHEN $1 THEN -$2::bigint ELSE -$1::bigint END
       WHERE event_id IN ($1, $2)`,
      ]
      await everywhere(
        async (tx, row) => {
          other = pick(chainOf(row).filter(({ id }) => id !== row.id))
          way = next(swap.length)
          await tx.query(swap[way] ?? '', [row.id, other.id])
          await tx.query(`UPDATE job_events SET seq = -seq WHERE seq < 0`)
          await tx.query(`UPDATE job_events SET event_id = -event_id WHERE event_id < 0`)
          await recompute(tx, row.stream)
        },
        (found, row) => {
          for (const each of [row, other])
            expect(found.some((line) => [named('moved', each), named('changed', each)].includes(line))).toBe(
              true,
            )
          expect(found).toHaveLength(2)
        },
        rows.filter((row) => chainOf(row).length > 1),
      )
    }, 300_000)

    it('truncate: every lost event is named, in order', async () => {
      await everywhere(
        async (tx, { id }) => {
          const gone = await tx.query<[{ stream: string }[], number]>(
            `DELETE FROM job_events WHERE event_id >= $1 RETURNING stream`,
            [id],
          )
          for (const stream of new Set(gone[0].map((each) => each.stream))) await recompute(tx, stream)
        },
        (found, row) =>
          expect(found).toEqual(
            rows.filter(({ id }) => id >= row.id).map((each) => named('truncated', each)),
          ),
      )
    }, 300_000)

    it('insert: the forged event is named', async () => {
      const ids = new Set(rows.map(({ id }) => id))
      const holes = Array.from({ length: rows.at(-1)?.id ?? 0 }, (_, n) => n + 1).filter((id) => !ids.has(id))
      let forged = 0
      let place = 0
      await everywhere(
        async (tx, row) => {
          const end = (rows.at(-1)?.id ?? 0) + 1
          // In a hole of the ids, at the end, before the beginning, or where the row was, which moves all later ids.
          const where = next(4)
          forged = [holes[next(holes.length)] ?? 0, end, -5, row.id][where] ?? 0
          if (where === 3) {
            await tx.query(`UPDATE job_events SET event_id = -event_id - 1000 WHERE event_id >= $1`, [row.id])
            await tx.query(`UPDATE job_events SET event_id = -event_id - 1000 + 1 WHERE event_id < -1000`)
          }
          // In a recomputed chain it can be anywhere, else only at the end.
          const length = chainOf(row).length
          place = isRecomputed ? row.seq : length + 1
          for (let seq = length; seq >= place; seq -= 1)
            await tx.query(`UPDATE job_events SET seq = seq + 1 WHERE stream = $1 AND seq = $2`, [
              row.stream,
              seq,
            ])
          await tx.query(
            `INSERT INTO job_events (event_id, stream, seq, body, prev_hash, hash)
           VALUES ($1, $2, $3, '{"kind": "note"}', '\\x00', '\\x00')`,
            [forged, row.stream, place],
          )
          await recompute(tx, row.stream)
        },
        (found, row) => {
          const name = `${forged} ${row.stream}`
          const first = rows.find(({ id }) => id === forged)
          if (first) expect(found[0]).toMatch(new RegExp(`^(moved|changed) ${forged} `))
          else
            expect(
              found.some((line) => /^(inserted|changed|moved)/.test(line) && line.includes(` ${name} `)),
            ).toBe(true)
        },
      )
    }, 300_000)
  },
)
