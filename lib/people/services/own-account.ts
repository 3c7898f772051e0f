import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import { endSessions, logAboutPerson } from '@/lib/people/db/account-changes'
import { isNameTaken } from '@/lib/people/db/names'
import { endOthers, renamePerson } from '@/lib/people/db/own-account'
import { deletePasskey } from '@/lib/people/db/passkeys'
import { renaming } from '@/lib/people/domain/own-calls'
import type { Context } from './context'
import { nameTaken } from './create-person'
import { rightsTransaction } from './rights-transaction'

type OwnContext = Context<PersonViewer>

/** The name that others see beside what one has done. */
export async function rename(ctx: OwnContext, input: unknown): Promise<Result<object>> {
  const body = parseBody(renaming, input, 'The name was not changed.')
  if (!body.ok) return body
  return rightsTransaction<object>(ctx, null, async (tx) => {
    const { name } = body.value
    if (await isNameTaken(tx, name, ctx.viewer.id)) return nameTaken(name)
    await renamePerson(tx, ctx.viewer.id, name)
    return ok({})
  })
}

/** Whoever calls this has asked for the password. */
export const removePasskey = (ctx: OwnContext, id: string): Promise<Result<object>> =>
  rightsTransaction<object>(ctx, null, async (tx) =>
    (await deletePasskey(tx, ctx.viewer.id, id))
      ? ok({})
      : fail('not_found', 'You have no such passkey; it may have been removed already.'),
  )

/** Ends one of the person's own sessions. */
export const endSession = (ctx: OwnContext, id: string): Promise<Result<object>> =>
  rightsTransaction<object>(ctx, null, async (tx) => {
    const { id: personId, did } = ctx.viewer
    const ended = await endSessions(tx, personId, id)
    if (ended === 0) return fail('not_found', 'You have no such session; it may have ended already.')
    await logAboutPerson(tx, 'sessions ended', { person_did: did, sessions: ended })
    return ok({})
  })

export const endOtherSessions = (ctx: OwnContext, current: string): Promise<Result<object>> =>
  rightsTransaction<object>(ctx, null, async (tx) => {
    const { id: personId, did } = ctx.viewer
    const ended = await endOthers(tx, personId, current)
    if (ended > 0) await logAboutPerson(tx, 'sessions ended', { person_did: did, sessions: ended })
    return ok({})
  })
