import type { EntityManager } from 'typeorm'
import type { JsonValue } from '@/lib/kernel/json/json'

export async function readSetting(db: EntityManager, key: string): Promise<JsonValue | undefined> {
  const [row] = await db.query<{ value: JsonValue }[]>(`SELECT value FROM settings WHERE key = $1`, [key])
  return row?.value
}

export async function writeSetting(db: EntityManager, key: string, value: JsonValue): Promise<void> {
  await db.query(
    `INSERT INTO settings (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [key, JSON.stringify(value)],
  )
}
