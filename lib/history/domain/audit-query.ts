import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { filterText, time, whole } from '@/lib/kernel/url/query'

const number = z.string().regex(/^[1-9]\d{0,17}$/, 'must be the next_cursor of an earlier answer')

/** The query of `GET /api/v1/audit`; whether a person, a node and a kind exist is looked up. */
export const auditQuery = z.strictObject({
  person: anyDid.optional(),
  node: anyDid.optional(),
  kind: filterText.optional(),
  from: time.optional(),
  to: time.optional(),
  q: filterText.optional(),
  cursor: number.optional(),
  limit: whole(1, 200, 50),
})
export type AuditQuery = z.infer<typeof auditQuery>
