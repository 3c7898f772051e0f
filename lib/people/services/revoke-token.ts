import type { DataSource } from 'typeorm'
import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { endToken } from '@/lib/people/db/tokens'

const noToken = (id: string) => fail('not_found', `There is no token ${id}; \`hakim token list\` names them.`)

/** Ends a token by its id for good; calls with it are refused within a second. */
export async function revokeToken(
  db: DataSource,
  id: string,
): Promise<Result<{ token_id: string; revoked_at: Date }>> {
  if (!z.guid().safeParse(id).success) return noToken(id)
  const at = await db.transaction((tx) => endToken(tx, id))
  return at === null ? noToken(id) : ok({ token_id: id, revoked_at: at })
}
