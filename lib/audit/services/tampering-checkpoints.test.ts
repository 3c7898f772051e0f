import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headsAfter } from '@/lib/audit/db/checkpoints'
import { sha256 } from '@/lib/audit/db/hash'
import { readAuditLog } from '@/lib/audit/db/log'
import { type AuditCheckpoint, type AuditItem, checkpointText } from '@/lib/audit/domain/log'
import { askFor, checkpoint, testAudit, testKey, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { attacked, inChains, prepareAttacks, rechain } from '@/test/tampering'
import { type CheckpointKey, checkpointKey } from './signing'

let fleet: TestFleet
let heads: Map<number, string>
beforeAll(async () => {
  fleet = await testAudit(2)
  await Promise.all([1, 2].map(() => askFor(fleet.db)))
  for (let n = 0; n < 8; n += 1) await wholeJob(fleet.db)
  await checkpoint(fleet.db, 5)
  await prepareAttacks(fleet.db)
  const kept = await headsAfter(fleet.db.manager, 0, 1_000)
  heads = new Map(kept.map(({ checkpoint_no, hash }) => [checkpoint_no, hash]))
})
afterAll(() => fleet.close())

const found = async (attack: (tx: EntityManager) => Promise<unknown>, kept?: Map<number, string>) => {
  const report = await attacked(fleet.db, async (tx) => void (await attack(tx)), kept)
  return { ...report, lines: inChains(report) }
}

/** Runs a check for every checkpoint; `last` is true for the last one. */
const eachCheckpoint = async (check: (no: number, last: boolean) => Promise<void>) => {
  expect(heads.size).toBeGreaterThan(8)
  for (const no of heads.keys()) await check(no, no === heads.size)
}

/** Recomputes the checkpoints from `from` on from the rows, signed with `key` or keeping their old signatures. */
async function remakeCheckpoints(tx: EntityManager, from: number, key: CheckpointKey | null): Promise<void> {
  const events = new Map<number, { id: number; stream: string; seq: number; hash: string }>()
  const checkpoints: Extract<AuditItem, { checkpoint: unknown }>[] = []
  for await (const items of readAuditLog(tx))
    for (const item of items)
      if ('checkpoint' in item) checkpoints.push(item)
      else events.set(item.event.id, item.event)
  let prev: string | null = null
  for (const { checkpoint: old } of checkpoints) {
    const content: AuditCheckpoint = {
      ...old,
      prev,
      events: old.events.flatMap(({ id }) => events.get(id) ?? []),
    }
    const hash: string = old.no < from ? old.hash : sha256(null, checkpointText(content))
    if (old.no >= from)
      await tx.query(
        `UPDATE audit_checkpoints SET event_ids = $2, event_streams = $3, event_seqs = $4, event_hashes = decode($5, 'hex'),
           prev_hash = decode($6, 'hex'), hash = decode($7, 'hex'), signature = decode($8, 'hex') WHERE checkpoint_no = $1`,
        [
          old.no,
          content.events.map(({ id }) => id),
          content.events.map(({ stream }) => stream),
          content.events.map(({ seq }) => seq),
          content.events.map((each) => each.hash).join(''),
          prev,
          hash,
          key ? key.sign(hash) : old.signature,
        ],
      )
    prev = hash
  }
}

/** Changes the first event that a checkpoint covers, and recomputes its chain. */
async function changeIn(tx: EntityManager, no: number): Promise<void> {
  const [row] = await tx.query<{ id: string; stream: string }[]>(
    `SELECT event_ids[1] AS id, event_streams[1] AS stream FROM audit_checkpoints WHERE checkpoint_no = $1`,
    [no],
  )
  await tx.query(`UPDATE job_events SET body = replace(body, '"kind"', '"Kind"') WHERE event_id = $1`, [
    row?.id,
  ])
  await rechain(tx, row?.stream ?? '')
}

it('an untouched log has no findings', async () => {
  expect(await found(async () => undefined, heads)).toMatchObject({ ok: true, findings: [] })
})

it.each([
  `created_at = created_at + interval '1 us'`,
  `event_ids[1] = event_ids[1] + 1000`,
  `event_streams[1] = 'rights.'`,
  `event_seqs[1] = event_seqs[1] + 1`,
  `event_hashes = overlay(event_hashes PLACING '\\x00112233' FROM 40)`,
  `event_hashes = event_hashes || '\\x00'`,
  `event_ids = event_ids || 1000000::bigint`,
  `prev_hash = '\\x00'`,
  `hash = sha256(hash)`,
  `signature = sha512(signature)`,
])('a changed checkpoint is named: %s', async (change) => {
  await eachCheckpoint(async (no) => {
    const { lines } = await found((tx) =>
      tx.query(`UPDATE audit_checkpoints SET ${change} WHERE checkpoint_no = $1`, [no]),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(new RegExp(`^(changed|forged) checkpoint ${no}$`))
  })
})

it('a removed checkpoint is named; the last one only with heads kept elsewhere', async () => {
  await eachCheckpoint(async (no, last) => {
    const remove = (tx: EntityManager) =>
      tx.query(`DELETE FROM audit_checkpoints WHERE checkpoint_no = $1`, [no])
    expect((await found(remove)).lines).toEqual(last ? [] : [`removed checkpoint ${no}`])
    expect((await found(remove, heads)).lines).toEqual([
      last ? `truncated checkpoint ${no}` : `removed checkpoint ${no}`,
    ])
  })
})

it('swapped checkpoints are named', async () => {
  await eachCheckpoint(async (no, last) => {
    if (last) return
    const { lines } = await found((tx) =>
      tx
        .query(
          `WITH gone AS (UPDATE audit_checkpoints SET checkpoint_no = -checkpoint_no WHERE checkpoint_no IN ($1, $1::bigint + 1))
         SELECT 1`,
          [no],
        )
        .then(() =>
          tx.query(
            `UPDATE audit_checkpoints SET checkpoint_no = 2 * $1::bigint + 1 + checkpoint_no WHERE checkpoint_no < 0`,
            [no],
          ),
        ),
    )
    expect(lines).toContain(`changed checkpoint ${no}`)
    expect(lines).toContain(`changed checkpoint ${no + 1}`)
  })
})

it('only kept heads reveal a log cut off together with its checkpoints', async () => {
  await eachCheckpoint(async (no) => {
    const cut = async (tx: EntityManager) => {
      await tx.query(
        `DELETE FROM job_events WHERE event_id >= (SELECT event_ids[1] FROM audit_checkpoints WHERE checkpoint_no = $1)`,
        [no],
      )
      await tx.query(`DELETE FROM audit_checkpoints WHERE checkpoint_no >= $1`, [no])
    }
    expect((await found(cut)).lines).toEqual([])
    const { ok, lines } = await found(cut, heads)
    expect({ ok, lines }).toEqual({ ok: false, lines: [`truncated checkpoint ${no}`] })
  })
})

it('a forged checkpoint is named, between others or at the end', async () => {
  await eachCheckpoint(async (no, last) => {
    const { lines } = await found(async (tx) => {
      await tx.query(
        `UPDATE audit_checkpoints SET checkpoint_no = -checkpoint_no - 1 WHERE checkpoint_no > $1`,
        [no],
      )
      await tx.query(`UPDATE audit_checkpoints SET checkpoint_no = -checkpoint_no WHERE checkpoint_no < 0`)
      await tx.query(
        `INSERT INTO audit_checkpoints SELECT $1::bigint + 1, created_at, event_ids, event_streams, event_seqs, event_hashes,
           prev_hash, hash, signature FROM audit_checkpoints WHERE checkpoint_no = $1`,
        [no],
      )
    })
    expect(lines[0]).toBe(`changed checkpoint ${no + 1}`)
    expect(last ? lines.length : 1).toBe(1)
  })
})

it('when events, chains and checkpoints are recomputed, the first checkpoint that the key has not signed is named', async () => {
  await eachCheckpoint(async (no) => {
    const { lines, checkpoints_following } = await found(async (tx) => {
      await changeIn(tx, no)
      await remakeCheckpoints(tx, no, null)
    })
    expect(lines).toEqual([`forged checkpoint ${no}`])
    expect(checkpoints_following).toBe(heads.size - no)
  })
})

it('the same with the attacker’s own key: the first forged checkpoint is named', async () => {
  const other = checkpointKey('the secret of somebody else entirely')
  await eachCheckpoint(async (no) => {
    const { lines } = await found(async (tx) => {
      await changeIn(tx, no)
      await remakeCheckpoints(tx, no, other)
    })
    expect(lines).toEqual([`forged checkpoint ${no}`])
  })
})

it('the same with the stolen key: only kept heads reveal it', async () => {
  await eachCheckpoint(async (no) => {
    const attack = async (tx: EntityManager) => {
      await changeIn(tx, no)
      await remakeCheckpoints(tx, no, testKey)
    }
    expect((await found(attack)).lines).toEqual([])
    expect((await found(attack, heads)).lines).toEqual([`forged checkpoint ${no}`])
  })
})
