import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { revokeKeyOf } from '@/lib/people/db/consent-keys'
import type { Context } from './context'
import { rightsTransaction } from './rights-transaction'

/** Ends one of the person's own keys for good. What it approved and no agent has claimed yet no longer counts. */
export const revokeKey = (ctx: Context<PersonViewer>, keyId: string): Promise<Result<{ key_id: string }>> =>
  rightsTransaction(ctx, null, async (tx) =>
    z.guid().safeParse(keyId).success && (await revokeKeyOf(tx, ctx.viewer.id, keyId))
      ? ok({ key_id: keyId })
      : fail('not_found', 'You have no such key; it may have been revoked already.'),
  )
