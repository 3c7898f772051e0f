import { contextOf } from '@/lib/auth/context'
import { currentPerson } from '@/lib/auth/viewer'
import { actorGone } from '@/lib/kernel/actor-gone'
import { databaseDown } from '@/lib/kernel/database-down'
import { fail, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { unstorable } from '@/lib/kernel/unstorable'
import { log } from '@/lib/log/log'
import { bugDetail } from './bug'

type PersonContext = Awaited<ReturnType<typeof contextOf<PersonViewer>>>

/** Runs a server action's work; expected failures are returned as values, a bug becomes a plain sentence. */
export async function publicAction<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    const expected = databaseDown(error) ?? actorGone(error) ?? unstorable(error)
    if (expected) return { ok: false, error: expected }
    log().error({ err: error }, 'An action failed')
    return fail('unavailable', bugDetail())
  }
}

/** A server action that requires a signed-in person. */
export const personAction = <T>(work: (ctx: PersonContext) => Promise<Result<T>>): Promise<Result<T>> =>
  publicAction(async () => {
    const viewer = await currentPerson()
    return viewer
      ? work(await contextOf(viewer))
      : fail('unauthenticated', 'You are signed out. Sign in again.')
  })
