import { ok, type Result } from '@/lib/kernel/errors'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { deleteView as remove } from '@/lib/views/db/saved-views'
import { viewTransaction } from './view-transaction'

/** Deletes a view of one's own; an administrator deletes any shared one. Links for walls that were made of it go on. */
export const deleteView = (context: RightsContext, viewId: string): Promise<Result<{ view_id: string }>> =>
  viewTransaction(context, viewId, async (tx, _who, { view_id }) => {
    await remove(tx, view_id)
    return ok({ view_id })
  })
