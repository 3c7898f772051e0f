import type { DataSource } from 'typeorm'
import { Node } from '@/lib/db/entities/node'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { findPersonByEmail } from '@/lib/people/db/people'
import { insertToken } from '@/lib/people/db/tokens'

const units: Record<string, number> = { m: 60, h: 3_600, d: 86_400 }
const longestDays = 3_650

/** Converts "90d", "12h" or "30m" to seconds; null when it is not a duration of at most ten years. */
export function parseLifetime(text: string): number | null {
  const match = /^(\d{1,6})([mhd])$/.exec(text)
  const seconds = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN)
  return seconds > 0 && seconds <= longestDays * 86_400 ? seconds : null
}

type TokenRequest = { node?: string; email?: string; expires?: string }

/** Creates a token for a registered node, or for a person with that person's rights. It is returned once. */
export async function createToken(db: DataSource, request: TokenRequest): Promise<Result<{ token: string }>> {
  const { node, email, expires } = request
  if ((node === undefined) === (email === undefined))
    return fail('invalid', 'Say who the token is for: --node DID or --user EMAIL.')
  const seconds = expires === undefined ? null : parseLifetime(expires)
  if (expires !== undefined && seconds === null)
    return fail('invalid', `--expires ${expires} is not a lifetime; write 90d, 12h or 30m.`)
  const expiresAt = seconds === null ? null : new Date(Date.now() + seconds * 1_000)
  if (node !== undefined) {
    if (!(await db.manager.existsBy(Node, { node_did: node })))
      return fail('not_found', `There is no node ${node}; register it with \`hakim node add --did ${node}\`.`)
    return ok({ token: await insertToken(db.manager, { nodeDid: node }, expiresAt) })
  }
  const person = await findPersonByEmail(db.manager, email ?? '')
  return person
    ? ok({ token: await insertToken(db.manager, { personId: person.id }, expiresAt) })
    : fail('not_found', `There is no person with the e-mail ${email}; create one with \`hakim user create\`.`)
}
