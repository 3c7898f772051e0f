import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { keepAddress } from '@/lib/views/db/short-links'
import { shortRequest } from '@/lib/views/domain/short-address'

/** Makes a short path that leads to an address; whoever opens it signs in and sees what they may see there. */
export async function shorten(context: RightsContext, input: unknown): Promise<Result<{ path: string }>> {
  const body = parseBody(shortRequest, input, 'No link was made.')
  if (!body.ok) return body
  return rightsTransaction(context, 'saveViews', async (tx, who) =>
    who.kind === 'person'
      ? ok({ path: `/s/${await keepAddress(tx, body.value.address)}` })
      : fail('forbidden', peopleOnly),
  )
}
