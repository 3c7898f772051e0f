import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'

/** Keeps an address; the same one has the same code. */
export async function keepAddress(tx: EntityManager, address: string): Promise<string> {
  const code = createHash('sha256').update(address).digest('base64url').slice(0, 12)
  await tx.query(`INSERT INTO short_links (code, address) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    code,
    address,
  ])
  return code
}

export async function readAddress(db: EntityManager, code: string): Promise<string | null> {
  const [row] = await db.query<{ address: string }[]>(`SELECT address FROM short_links WHERE code = $1`, [
    code,
  ])
  return row?.address ?? null
}
