import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { updateView } from '@/lib/views/db/saved-views'
import { viewQuery } from '@/lib/views/domain/view-address'
import { viewChange } from '@/lib/views/domain/view-calls'
import { nameTaken } from './save-view'
import { viewTransaction } from './view-transaction'

/** Renames a view, keeps another address of its page, or shares it or no longer. */
export async function changeView(
  context: RightsContext,
  viewId: string,
  input: unknown,
): Promise<Result<{ view_id: string }>> {
  const body = parseBody(viewChange, input, 'The view was not changed.')
  if (!body.ok) return body
  const { name, query, shared } = body.value
  return viewTransaction(context, viewId, async (tx, who, view) => {
    const next = {
      name: name ?? view.name,
      query: query === undefined ? view.query : viewQuery(view.page, query),
      shared: shared ?? view.shared,
    }
    // Somebody who lost the right still takes it back from everybody.
    const refusal = next.shared ? refusalOf('shareViews', who) : null
    if (refusal) return fail('forbidden', refusal)
    return (await updateView(tx, view, next)) ? ok({ view_id: view.view_id }) : nameTaken(next.name)
  })
}
