import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { type ConsentKeyRow, keysOf } from '@/lib/people/db/consent-keys'

/** A key as the API writes it. */
export const apiKey = (row: ConsentKeyRow) => ({
  key_id: row.key_id,
  key: row.key,
  kind: row.kind,
  name: row.name,
  enrolled_at: row.enrolled_at,
  expires_at: row.expires_at,
  revoked_at: row.revoked_at,
  last_used_at: row.last_used_at,
  counter_fell_at: row.counter_fell_at,
})

/** The viewer's own keys for signing, oldest first. */
export async function apiKeys({ id, did }: PersonViewer) {
  const { manager } = await database()
  return { person_did: did, keys: (await keysOf(manager, id)).map(apiKey) }
}
