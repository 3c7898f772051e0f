import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { signingKeysOf } from '@/lib/people/db/consent-keys'
import { localIdPrefix } from '@/lib/people/db/people'
import type { SigningWays } from '@/lib/people/domain/signing-ways'

export async function signingWays({ id, did }: PersonViewer): Promise<SigningWays> {
  const keys = await signingKeysOf((await database()).manager, id)
  return {
    person: did,
    keys: keys.map(({ key, kind, credential_id, rp_id }) => ({ key, kind, credential_id, rp_id })),
    enrolsItself: id.startsWith(localIdPrefix),
  }
}
