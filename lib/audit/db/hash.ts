import { createHash } from 'node:crypto'
import type { Sha256 } from '@/lib/audit/domain/log'

export const sha256: Sha256 = (prefix, text) => {
  const hash = createHash('sha256')
  if (prefix !== null) hash.update(prefix, 'hex')
  return hash.update(text).digest('hex')
}
