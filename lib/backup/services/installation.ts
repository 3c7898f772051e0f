import { checkpointKey } from '@/lib/audit/services/signing'
import type { Header } from '@/lib/backup/domain/manifest'
import { fingerprintOf } from '@/lib/people/services/one-secret'

/** What a backup says about HAKIM_SECRET, which is not in it. */
export const secretFacts = (secret: string | null): Pick<Header, 'secret' | 'key'> =>
  secret === null
    ? { secret: null, key: null }
    : { secret: fingerprintOf(secret), key: checkpointKey(secret).did }

export type SecretComparison = 'same' | 'different' | 'missing' | 'unknown'

/** Whether this installation has the secret that the backup was made with. */
export function compareSecret(header: Header, secret: string | null): SecretComparison {
  if (header.secret === null) return 'unknown'
  if (secret === null) return 'missing'
  return fingerprintOf(secret) === header.secret ? 'same' : 'different'
}
