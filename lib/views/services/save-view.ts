import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { countViews, insertView, mostViews } from '@/lib/views/db/saved-views'
import { viewQuery } from '@/lib/views/domain/view-address'
import { viewRequest } from '@/lib/views/domain/view-calls'

export const nameTaken = (name: string) =>
  fail('conflict', `You have a view named “${name}”. Choose another name, or delete that one first.`)

/** Keeps the address of a page under a name; for everybody, with the right to share. */
export async function saveView(context: RightsContext, input: unknown): Promise<Result<{ view_id: string }>> {
  const body = parseBody(viewRequest, input, 'The view was not saved.')
  if (!body.ok) return body
  const { name, page, shared } = body.value
  const query = viewQuery(page, body.value.query)
  return rightsTransaction(context, 'saveViews', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const refusal = shared ? refusalOf('shareViews', who) : null
    if (refusal) return fail('forbidden', refusal)
    if ((await countViews(tx, who.id)) >= mostViews)
      return fail('conflict', `You have ${mostViews} views, the most there can be. Delete one first.`)
    const id = await insertView(tx, who.id, { name, page, query, shared })
    return id === null ? nameTaken(name) : ok({ view_id: id })
  })
}
