import { createHmac } from 'node:crypto'
import type { EntityManager } from 'typeorm'

/** A second factor and a passkey of a person as rows, for tests that sign nobody in with them. */
export async function insertFactors(db: EntityManager, personId: string): Promise<void> {
  await db.query(
    `INSERT INTO two_factors (id, person_id, secret, backup_codes) VALUES ($1, $1, 'key', 'codes')`,
    [personId],
  )
  await db.query(
    `INSERT INTO passkeys (id, person_id, name, credential_id, public_key, counter, device_type, backed_up)
     VALUES ($1, $1, 'laptop', 'credential of ' || $1, 'public key', 0, 'singleDevice', false)`,
    [personId],
  )
  await db.query(`UPDATE people SET two_factor_enabled = true WHERE id = $1`, [personId])
}

/** As a reset does it, row by row. */
export async function deleteFactors(db: EntityManager, personId: string): Promise<void> {
  for (const table of ['two_factors', 'passkeys'])
    await db.query(`DELETE FROM ${table} WHERE person_id = $1`, [personId])
  await db.query(`UPDATE people SET two_factor_enabled = false WHERE id = $1`, [personId])
}

/** RFC 6238: the code of a key in Base32, as an authenticator app shows it. */
export function totp(key: string, at = Date.now()): string {
  const bits = [...key.replace(/\s/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}
