import type { EntityManager } from 'typeorm'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { localIdPrefix } from '@/lib/people/db/people'
import { endedKeys, unsignedSince } from '@/lib/people/domain/ended-keys'
import type { SigningWays } from '@/lib/people/domain/signing-ways'

export async function signingWays({ id, did }: PersonViewer): Promise<SigningWays> {
  const { manager } = await database()
  const keys = await signingKeysOf(manager, id)
  return {
    person: did,
    keys: keys.map(({ key, kind, credential_id, rp_id }) => ({ key, kind, credential_id, rp_id })),
    enrolsItself: id.startsWith(localIdPrefix),
    unsigned: keys.length === 0 ? await whyUnsigned(manager, id) : null,
  }
}

/** Why what somebody decides is not signed any more; a browser of local mode makes a new key by itself. */
export async function whyUnsigned(db: EntityManager, personId: string): Promise<string | null> {
  if (personId.startsWith(localIdPrefix)) return null
  const ended = endedKeys(await keysOf(db, personId), Date.now())
  return ended && unsignedSince(ended)
}
