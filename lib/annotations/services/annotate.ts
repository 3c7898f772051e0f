import { insertAnnotation } from '@/lib/annotations/db/annotations'
import { annotationRequest } from '@/lib/annotations/domain/annotation-calls'
import { readNodes } from '@/lib/fleet/db/nodes'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Notes something on the charts of a node, of all with a label, or of all. */
export async function annotate(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ annotation_id: string }>> {
  const body = parseBody(annotationRequest, input, 'The annotation was not added.')
  if (!body.ok) return body
  const { node_did } = body.value
  return rightsTransaction(context, 'annotate', async (tx, who) => {
    if (node_did !== undefined && who.kind === 'person') {
      const [node] = await readNodes(tx, who, [node_did])
      if (!node) return fail('not_found', `There is no node ${node_did}. Check the DID.`)
    }
    const author = who.kind === 'person' ? who.id : null
    return ok({ annotation_id: await insertAnnotation(tx, author, body.value) })
  })
}
