import { createHmac } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { longestWait, type TryKind, tryLimits } from '@/lib/people/domain/sign-in-tries'

/**
 * One counter. Names are spread over a fixed number of slots, so that made-up accounts and addresses cannot fill the
 * database; the secret keeps anyone from choosing a name that shares a slot with another.
 */
export type TryCounter = { kind: TryKind; slot: number }

const slots = 65_536

export const tryCounter = (secret: string, kind: TryKind, name: string): TryCounter => ({
  kind,
  slot: createHmac('sha256', secret).update(`sign-in ${kind} ${name}`).digest().readUInt32BE() % slots,
})

/** Counts a try before it is made; of many at once no more than the free ones get through. Returns the seconds to wait. */
async function countTry(db: EntityManager, { kind, slot }: TryCounter): Promise<number> {
  const { free, firstWait } = tryLimits[kind]
  const counted = await db.query<unknown[]>(
    `INSERT INTO sign_in_tries AS t (kind, slot, tries, last_try_at) VALUES ($1, $2, 1, clock_timestamp())
     ON CONFLICT (kind, slot) DO UPDATE SET
       last_try_at = clock_timestamp(),
       tries = CASE WHEN t.last_try_at < clock_timestamp() - interval '1 day' THEN 1 ELSE t.tries + 1 END,
       blocked_until = CASE
         WHEN t.last_try_at < clock_timestamp() - interval '1 day' OR t.tries + 1 < $3 THEN NULL
         ELSE clock_timestamp()
           + make_interval(secs => least($5::float8, $4 * power(2, least(t.tries + 1 - $3, 20)))) END
     WHERE t.blocked_until IS NULL OR t.blocked_until <= clock_timestamp()
     RETURNING tries`,
    [kind, slot, free, firstWait, longestWait],
  )
  if (counted.length > 0) return 0
  const [row] = await db.query<{ seconds: number | null }[]>(
    `SELECT extract(epoch FROM blocked_until - clock_timestamp())::float8 AS seconds
     FROM sign_in_tries WHERE kind = $1 AND slot = $2`,
    [kind, slot],
  )
  return Math.max(1, Math.ceil(row?.seconds ?? 1))
}

/** A try that was not made, or that was right, does not count. */
export async function returnTry(db: EntityManager, { kind, slot }: TryCounter): Promise<void> {
  await db.query(
    `UPDATE sign_in_tries SET tries = greatest(tries - 1, 0),
       blocked_until = CASE WHEN tries - 1 >= $3 THEN blocked_until END
     WHERE kind = $1 AND slot = $2`,
    [kind, slot, tryLimits[kind].free],
  )
}

/** Counts a try on all of these, or on none. Returns the first one that has to wait. */
export async function reserveTry(
  db: EntityManager,
  counters: readonly TryCounter[],
): Promise<{ kind: TryKind; seconds: number } | null> {
  const counted: TryCounter[] = []
  for (const counter of counters) {
    const seconds = await countTry(db, counter)
    if (seconds === 0) {
      counted.push(counter)
      continue
    }
    for (const one of counted) await returnTry(db, one)
    return { kind: counter.kind, seconds }
  }
  return null
}

/** After the right password. */
export async function clearTries(db: EntityManager, { kind, slot }: TryCounter): Promise<void> {
  await db.query(`DELETE FROM sign_in_tries WHERE kind = $1 AND slot = $2`, [kind, slot])
}
