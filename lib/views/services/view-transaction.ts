import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { fail, type Result } from '@/lib/kernel/errors'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { lockView } from '@/lib/views/db/saved-views'

type View = NonNullable<Awaited<ReturnType<typeof lockView>>>

/** One transaction about a view of one's own, or for an administrator a shared one. */
export const viewTransaction = <T>(
  context: RightsContext,
  viewId: string,
  work: (tx: EntityManager, who: PersonViewer, view: View) => Promise<Result<T>>,
): Promise<Result<T>> =>
  rightsTransaction(context, 'saveViews', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const view = z.guid().safeParse(viewId).success ? await lockView(tx, viewId, who.id) : null
    if (!view) return fail('not_found', 'There is no such view among those that you can see.')
    if (view.person_id !== who.id && !hasRole(who.role, 'admin'))
      return fail('forbidden', 'Only whoever saved this view or an administrator can change or delete it.')
    return work(tx, who, view)
  })
