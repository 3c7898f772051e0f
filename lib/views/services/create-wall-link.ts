import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { tokenDigest } from '@/lib/people/db/credentials'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { endFor } from '@/lib/people/services/create-token'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { addWallLink } from '@/lib/views/db/wall-links'
import { viewQuery } from '@/lib/views/domain/view-address'
import { wallLinkRequest } from '@/lib/views/domain/wall-calls'
import { wallPath } from '@/lib/views/domain/wall-token'

/** `path` holds the token and is shown this once. */
export type CreatedWallLink = { link_id: string; path: string; expires_at: Date | null }

/** Makes a link that shows a view to whoever has it, for as long as its maker is an administrator. Only its hash is stored. */
export async function createWallLink(
  context: RightsContext,
  input: unknown,
): Promise<Result<CreatedWallLink>> {
  const body = parseBody(wallLinkRequest, input, 'The link was not created.')
  if (!body.ok) return body
  const { name, page, embed, expires } = body.value
  return rightsTransaction(context, 'setWallLinks', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const end = endFor(who, expires)
    if (!end.ok) return end
    const token = `wall_${randomBytes(32).toString('base64url')}`
    const made = { name, page, query: viewQuery(page, body.value.query), embed: [...new Set(embed)] }
    const digest = tokenDigest(token)
    const id = await addWallLink(tx, { ...made, digest, personId: who.id, until: end.value })
    return ok({ link_id: id, path: wallPath(token), expires_at: end.value })
  })
}
