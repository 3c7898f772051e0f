import type { EntityManager } from 'typeorm'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { parseSampleState, type SampleState } from '@/lib/sample/domain/state'

const key = 'sample_fleet'

export const readSampleState = async (db: EntityManager): Promise<SampleState> =>
  parseSampleState(await readSetting(db, key))

/** The state, locked until the transaction ends: only one of loading, topping up and removing runs at a time. */
export async function lockSampleState(tx: EntityManager): Promise<SampleState> {
  await tx.query(
    `INSERT INTO settings (key, value) VALUES ($1, '{"state": "never"}') ON CONFLICT (key) DO NOTHING`,
    [key],
  )
  const [row] = await tx.query<{ value: unknown }[]>(`SELECT value FROM settings WHERE key = $1 FOR UPDATE`, [
    key,
  ])
  return parseSampleState(row?.value)
}

export const writeSampleState = (tx: EntityManager, state: SampleState): Promise<void> =>
  writeSetting(tx, key, state)
